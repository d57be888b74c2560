package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Picture;
import org.spikestill.report.result.WorstSamples;

/// Pictures of the most confidently misclassified samples.
final class WorstGallery {
    private WorstGallery() {}

    /// Empty where every sample is classified correctly.
    static List<Html> of(WorstSamples worst) {
        if (worst.samples().isEmpty()) {
            return List.of();
        }
        List<Html> content = new ArrayList<>();
        content.add(element("h3", "Most confidently wrong"));
        content.add(
                Html.note(selection(worst) + " The margin is the logit of the class predicted minus that of the label;"
                        + " the percentage is the softmax probability of the class predicted."));
        content.add(element(
                        "div",
                        worst.samples().stream()
                                .map(each -> sample(each, worst))
                                .toList())
                .styled("thumbnails"));
        return content;
    }

    private static String selection(WorstSamples worst) {
        String shown = "The " + Figures.count(worst.samples().size(), "sample") + " with the largest margin of ";
        return worst.examined() < worst.misclassified()
                ? shown + "the first " + Figures.count(worst.examined()) + " of " + Figures.count(worst.misclassified())
                        + " misclassified."
                : shown + Figures.count(worst.misclassified()) + " misclassified.";
    }

    private static Html sample(WorstSamples.Sample sample, WorstSamples worst) {
        String name = worst.split() + " sample " + sample.index();
        List<Html> parts = new ArrayList<>();
        sample.image()
                .map(image -> Picture.pixels(image.toBlock())
                        .toHtml(name + ": " + sample.label() + ", predicted " + sample.predicted()))
                .ifPresent(parts::add);
        parts.add(element(
                "figcaption",
                element("span", text(sample.label() + " → "), element("strong", sample.predicted()))
                        .styled("wrong"),
                text(" "),
                element(
                                "span",
                                name + ", " + Figures.percent(sample.confidence()) + ", margin "
                                        + Figures.decimals(sample.margin(), 2))
                        .styled("detail")));
        return element("figure", parts);
    }
}
