package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikestill.model.Block;

/// Where teacher and student look: input and attention maps, sample by sample.
final class AttentionSection {
    private AttentionSection() {}

    static Optional<Section> of(DistillReport report) {
        if (report.attention().isEmpty()) {
            return Optional.empty();
        }
        List<Html> content = new ArrayList<>();
        content.add(Section.note("Every map runs from its own smallest to its own largest value. The cosine compares"
                + " teacher and student as they are: 1 where the two are proportional."));
        content.add(element(
                        "p",
                        text("smallest"),
                        element("img")
                                .with("src", Png.dataAddress(1, 64, (_, column) -> Viridis.rgb(column / 63.0)))
                                .with("alt", "colours from dark violet through green to yellow"),
                        text("largest"))
                .styled("colours"));
        content.add(element(
                        "div",
                        report.attention().stream()
                                .map(AttentionSection::sample)
                                .toList())
                .styled("gallery"));
        return Optional.of(new Section("attention", "Attention maps", content));
    }

    private static Html sample(AttentionSample sample) {
        String name = sample.split() + " sample " + sample.index();
        List<Html> columns = new ArrayList<>();
        columns.add(element(
                        "div",
                        element("p", "input").styled("depth"),
                        picture(Pictures.pixels(sample.input()), "Input of " + name + ": " + sample.label()),
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
        double cosine =
                Pictures.cosine(depth.teacher().values(), depth.student().values());
        cells.add(element(
                        "p",
                        "cosine " + (Double.isNaN(cosine) ? Figures.DASH : String.format(Locale.ROOT, "%.2f", cosine)))
                .styled("cosine"));
        return element("div", cells).styled("column");
    }

    private static List<Html> map(String who, AttentionSample.Map map, String depth, String sample) {
        String alt = "Attention of the " + who + " on " + sample + ", " + depth + " depth, node " + map.node();
        return List.of(
                picture(Pictures.heat(map.values()), alt),
                element("p", who + " " + map.node() + ", " + size(map.values())).styled("node"));
    }

    /// Height and width, whatever comes before them.
    private static String size(Block values) {
        List<Integer> sizes = values.shape().sizes();
        return sizes.get(sizes.size() - 2) + "×" + sizes.getLast();
    }

    private static Html picture(String address, String alt) {
        return element("img").with("src", address).with("alt", alt);
    }
}
