package org.spikestill.studies.multigrade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Chart;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Picture;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.TimeSection;

/// The report of a run.
record MultigradePage(Multigrade settings, Results results) {
    private static final int DRAWN = 300; // points of a curve

    Page page() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        results.steps().forEach(ref -> seconds.put(ref.name(), results.seconds(ref)));
        Problem.Posed posed = settings.pose(results.data());
        return Page.of("Multi-grade learning", Problem.catalog().spec(settings.posed()) + ", seed " + settings.seed())
                .withKind("Spikestill study")
                .with(NotesSection.of(List.of(
                        "A grade learns the residual of those before it on stored features of the last one.",
                        "Growth stops at a grade that does not lower the error on training and validation points;"
                                + " test points choose nothing.")))
                .with(errors())
                .with(spectrum())
                .with(posed.width() > 0 ? pictures(posed) : curves(posed))
                .with(TimeSection.of(seconds))
                .with(SettingsSection.of(Settings.write(settings), Settings.write(new Multigrade())));
    }

    private Map<String, Grade> trained() {
        Map<String, Grade> trained = new LinkedHashMap<>();
        for (Ref<?> ref : results.steps()) {
            if (results.get(ref) instanceof Grade grade && grade.layers().isPresent()) {
                trained.put(ref.name(), grade);
            }
        }
        return trained;
    }

    private Section errors() {
        Table table = Table.of(
                "Relative squared error by grade, of the sum up to it",
                Table.words("net"),
                Table.words("kept"),
                Table.numbers("training"),
                Table.numbers("validation"),
                Table.numbers("test"),
                Table.numbers("test PSNR in dB"));
        List<Multigrade.Line> lines = settings.lines(results);
        for (Multigrade.Line line : lines) {
            table = table.with(
                    line.name(),
                    line.kept() ? "yes" : "no",
                    "%.3g".formatted(line.train().relativeSquared()),
                    "%.3g".formatted(line.validation().relativeSquared()),
                    "%.3g".formatted(line.test().relativeSquared()),
                    "%.2f".formatted(line.test().psnr()));
        }
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Relative squared error",
                "net",
                lines.stream().map(Multigrade.Line::name).toList(),
                "RSE",
                Chart.Quantity.NUMBER,
                List.of(
                        new Chart.Series(
                                "training",
                                0,
                                lines.stream()
                                        .map(line -> line.train().relativeSquared())
                                        .toList()),
                        new Chart.Series(
                                "test",
                                1,
                                lines.stream()
                                        .map(line -> line.test().relativeSquared())
                                        .toList())));
        return new Section("errors", "Error by grade", chart.toHtml(), table.toHtml());
    }

    private Section spectrum() {
        List<Chart.Series> series = new ArrayList<>();
        trained().forEach((name, grade) -> {
            if (!grade.figures().spectrum().isEmpty()) {
                series.add(new Chart.Series(
                        name,
                        series.size(),
                        grade.figures().spectrum().stream()
                                .map(power -> power > 0 ? power : Double.NaN)
                                .toList()));
            }
        });
        if (series.isEmpty()) {
            return new Section("spectrum", "Spectrum of the residual", List.of());
        }
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Power of the training residual by frequency, in bands of half an octave",
                "periods per line, from",
                IntStream.range(0, Spectrum.BANDS).mapToObj(Spectrum::name).toList(),
                "power",
                Chart.Quantity.NUMBER,
                series);
        return new Section("spectrum", "Spectrum of the residual", chart.toHtml());
    }

    private Section pictures(Problem.Posed posed) {
        List<Html> content = new ArrayList<>();
        content.add(figure("original", posed.test().y(), posed.width()));
        trained()
                .forEach((name, grade) ->
                        grade.shown().ifPresent(shown -> content.add(figure(name, shown.toFloats(), posed.width()))));
        return new Section("pictures", "Pictures after each grade", content);
    }

    /// @param pixels `[points, 3]`
    private static Html figure(String name, float[] pixels, int width) {
        Picture picture = PictureProblem.drawn(pixels, width);
        return Html.element("figure", picture.toHtml(name), Html.element("figcaption", name));
    }

    private Section curves(Problem.Posed posed) {
        Points test = posed.test();
        List<Chart.Series> series = new ArrayList<>();
        int stride = Math.max(1, test.size() / DRAWN);
        List<Integer> order = IntStream.range(0, test.size())
                .boxed()
                .sorted(Comparator.comparing(i -> test.x()[i * test.inputs()]))
                .filter(i -> i % stride == 0)
                .toList();
        trained()
                .forEach((name, grade) -> grade.shown()
                        .ifPresent(shown -> series.add(
                                new Chart.Series(name, series.size() + 1, values(shown.toFloats(), test, order)))));
        if (series.isEmpty()) {
            return new Section("curves", "Solution after each grade", List.of());
        }
        series.addFirst(new Chart.Series("exact", 0, values(test.y(), test, order)));
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "First output at test points",
                "x",
                order.stream().map(i -> "%.4f".formatted(test.x()[i])).toList(),
                "value",
                Chart.Quantity.NUMBER,
                series);
        return new Section("curves", "Solution after each grade", chart.toHtml());
    }

    private static List<Double> values(float[] all, Points test, List<Integer> order) {
        return order.stream().map(i -> (double) all[i * test.outputs()]).toList();
    }
}
