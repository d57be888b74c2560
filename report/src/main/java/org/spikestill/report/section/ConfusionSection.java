package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Picture;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.Viridis;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.WorstSamples;

/// Errors of a classifier: confusion matrix, accuracy of each class, and the most confidently misclassified samples.
public final class ConfusionSection {
    /// Classes up to which the matrix is a table; beyond, it is a picture beside the most frequent confusions.
    private static final int LARGEST_TABLE = 20;

    /// Confusions listed beside the picture.
    private static final int LISTED = 20;

    private ConfusionSection() {}

    /// @param network that classified
    /// @param worst of its misclassified samples, on the split of the matrix
    public static Section of(String network, Confusion confusion, WorstSamples worst) {
        List<Html> content = new ArrayList<>();
        content.add(Html.note("Predictions of " + network + " on "
                + EvaluatedOn.words(worst.split(), confusion.samples()) + ". Rows are labels,"
                + " columns predictions. Recall is the accuracy on the samples of a class, precision the share of its"
                + " predictions that are correct."));
        if (confusion.classes() <= LARGEST_TABLE) {
            content.add(matrix(confusion));
        } else {
            content.add(picture(confusion));
            content.add(frequent(confusion).toHtml());
        }
        content.add(classes(confusion).toHtml());
        content.addAll(WorstGallery.of(worst));
        return new Section("confusion", "Confusion and errors", content);
    }

    private static Html matrix(Confusion confusion) {
        List<Html> head = new ArrayList<>();
        head.add(element("th", "label ↓ predicted →").with("scope", "col"));
        confusion.classNames().forEach(name -> head.add(element("th", name).with("scope", "col")));
        List<Html> rows = new ArrayList<>();
        for (int label = 0; label < confusion.classes(); label++) {
            rows.add(row(confusion, label));
        }
        String caption = "Confusion matrix: samples by label and prediction";
        return Html.scrolling(
                        caption,
                        element(
                                "table",
                                element("caption", caption),
                                element("thead", element("tr", head)),
                                element("tbody", rows)))
                .styled("scroll matrix");
    }

    private static Html row(Confusion confusion, int label) {
        List<Html> cells = new ArrayList<>();
        cells.add(element("th", confusion.classNames().get(label)).with("scope", "row"));
        for (int predicted = 0; predicted < confusion.classes(); predicted++) {
            int count = confusion.count(label, predicted);
            String share = String.format(Locale.ROOT, "--share:%.3f", share(confusion, label, predicted));
            cells.add(element("td", count == 0 ? "" : Figures.count(count))
                    .styled(label == predicted ? "hit" : "miss")
                    .with("style", share));
        }
        return element("tr", cells);
    }

    private static double share(Confusion confusion, int label, int predicted) {
        long samples = confusion.samples(label);
        return samples == 0 ? 0 : (double) confusion.count(label, predicted) / samples;
    }

    private static Html picture(Confusion confusion) {
        int classes = confusion.classes();
        Picture drawn = Picture.of(
                classes, classes, (label, predicted) -> Viridis.rgb(Math.sqrt(share(confusion, label, predicted))));
        return element(
                        "figure",
                        element(
                                "figcaption",
                                "Confusion matrix: rows are labels, columns predictions, from 0 to all samples"
                                        + " of the label (square root)"),
                        drawn.toHtml("Confusion matrix of " + classes + " classes"))
                .styled("heat");
    }

    /// @param count samples of class `label` predicted as class `predicted`
    private record Error(int label, int predicted, int count) {}

    private static List<Error> errors(Confusion confusion, int label) {
        return IntStream.range(0, confusion.classes())
                .filter(predicted -> predicted != label && confusion.count(label, predicted) > 0)
                .mapToObj(predicted -> new Error(label, predicted, confusion.count(label, predicted)))
                .sorted(Comparator.comparingInt(Error::count).reversed())
                .toList();
    }

    private static Table frequent(Confusion confusion) {
        Table table = Table.of(
                "Most frequent confusions",
                Table.words("Label"),
                Table.words("Predicted"),
                Table.numbers("Samples"),
                Table.numbers("Share of the label"));
        List<Error> errors = IntStream.range(0, confusion.classes())
                .boxed()
                .flatMap(label -> errors(confusion, label).stream())
                .sorted(Comparator.comparingInt(Error::count).reversed())
                .limit(LISTED)
                .toList();
        for (Error error : errors) {
            table = table.with(
                    confusion.classNames().get(error.label),
                    confusion.classNames().get(error.predicted),
                    Figures.count(error.count),
                    Figures.percent(share(confusion, error.label, error.predicted)));
        }
        return table;
    }

    private static Table classes(Confusion confusion) {
        Table table = Table.of(
                "Accuracy of each class",
                Table.words("Class"),
                Table.numbers("Recall"),
                Table.words("95 % interval"),
                Table.numbers("Precision"),
                Table.numbers("Samples"),
                Table.words("Most often predicted instead"));
        for (int label = 0; label < confusion.classes(); label++) {
            Optional<Accuracy> recall = confusion.accuracy(label);
            table = table.with(new Table.Plain(List.of(
                    text(confusion.classNames().get(label)),
                    text(percent(recall)),
                    text(recall.map(ConfusionSection::interval).orElse(Figures.DASH)),
                    text(percent(confusion.precision(label))),
                    text(Figures.count(confusion.samples(label))),
                    text(errors(confusion, label).stream()
                            .findFirst()
                            .map(error -> confusion.classNames().get(error.predicted) + " ("
                                    + Figures.count(error.count) + ")")
                            .orElse(Figures.DASH)))));
        }
        return table;
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> Figures.percent(each.share())).orElse(Figures.DASH);
    }

    private static String interval(Accuracy accuracy) {
        Accuracy.Interval interval = accuracy.interval();
        return Figures.percent(interval.low()) + " to " + Figures.percent(interval.high());
    }
}
