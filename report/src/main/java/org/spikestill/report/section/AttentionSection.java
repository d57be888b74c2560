package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Picture;
import org.spikestill.report.Section;
import org.spikestill.report.Viridis;
import org.spikestill.report.result.AttentionSample;
import org.spikestill.report.result.FloatArray;

/// Attention maps of teacher and student beside the input, sample by sample.
public final class AttentionSection {
    private AttentionSection() {}

    public static Section of(List<AttentionSample> samples) {
        if (samples.isEmpty()) {
            return new Section("attention", "Attention maps");
        }
        return new Section(
                "attention",
                "Attention maps",
                Html.note("Each map is scaled from its own smallest to its own largest value. The cosine compares the"
                        + " unscaled maps of teacher and student: 1 where the two are proportional."),
                scale(),
                element("div", samples.stream().map(AttentionSection::sample).toList())
                        .styled("gallery"));
    }

    private static Html scale() {
        return element(
                        "p",
                        text("smallest"),
                        Picture.of(1, 64, (_, column) -> Viridis.rgb(column / 63.0))
                                .toHtml("colours from dark violet through green to yellow"),
                        text("largest"))
                .styled("colours");
    }

    private static Html sample(AttentionSample sample) {
        String name = sample.split() + " sample " + sample.index();
        List<Html> columns = new ArrayList<>();
        columns.add(element(
                        "div",
                        element("p", "input").styled("depth"),
                        Picture.pixels(sample.input().toBlock()).toHtml("Input of " + name + ": " + sample.label()),
                        element("p", size(sample.input())).styled("node"))
                .styled("column"));
        sample.depths().forEach(depth -> columns.add(column(depth, name)));
        boolean right = sample.label().equals(sample.predicted());
        String verdict =
                right ? sample.label() + ", predicted right" : sample.label() + ", predicted " + sample.predicted();
        return element(
                        "figure",
                        element("figcaption", element("strong", name), text(": " + verdict))
                                .styled(right ? "right" : "wrong"),
                        element("div", columns).styled("maps"))
                .styled("sample");
    }

    private static Html column(AttentionSample.Depth depth, String sample) {
        List<Html> cells = new ArrayList<>();
        cells.add(element("p", depth.name()).styled("depth"));
        cells.addAll(map("teacher", depth.teacher(), depth.name(), sample));
        cells.addAll(map("student", depth.student(), depth.name(), sample));
        cells.add(element("p", "cosine " + Figures.decimals(depth.cosine(), 2)).styled("cosine"));
        return element("div", cells).styled("column");
    }

    private static List<Html> map(String network, AttentionSample.Map map, String depth, String sample) {
        String alt = "Attention of the " + network + " on " + sample + ", " + depth + " depth, node " + map.node();
        return List.of(
                Picture.heat(map.values().toBlock()).toHtml(alt),
                element("p", network + " " + map.node() + ", " + size(map.values()))
                        .styled("node"));
    }

    /// Height and width, the last two sizes of the shape.
    private static String size(FloatArray values) {
        List<Integer> sizes = values.shape().sizes();
        return sizes.get(sizes.size() - 2) + "×" + sizes.getLast();
    }
}
