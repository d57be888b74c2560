package org.spikestill.studies.multigrade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
    private static final double LEAST = 1e-12; // power that is drawn, of functions of order 1
    private static final String SINGLE = TrainGrade.grade(0).name();

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
        List<Multigrade.Line> grown =
                lines.stream().filter(line -> !line.name().equals(SINGLE)).toList();
        List<Chart.Series> series = new ArrayList<>(List.of(
                series("training", 0, grown, line -> line.train().relativeSquared()),
                series("test", 1, grown, line -> line.test().relativeSquared())));
        lines.stream()
                .filter(line -> line.name().equals(SINGLE))
                .forEach(line -> series.add(
                        series("single net, test", 2, grown, _ -> line.test().relativeSquared())));
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Relative squared error",
                "grades",
                IntStream.rangeClosed(1, grown.size()).mapToObj(String::valueOf).toList(),
                "RSE",
                Chart.Quantity.NUMBER,
                series);
        return new Section("errors", "Error by grade", chart.toHtml(), table.toHtml());
    }

    private static Chart.Series series(
            String name, int colour, List<Multigrade.Line> lines, ToDoubleFunction<Multigrade.Line> figure) {
        return new Chart.Series(
                name, colour, lines.stream().map(figure::applyAsDouble).toList());
    }

    /// Bands without a frequency are left out.
    private Section spectrum() {
        List<Integer> bands = IntStream.range(0, Spectrum.BANDS)
                .filter(band -> trained().values().stream()
                        .map(grade -> grade.figures().spectrum())
                        .anyMatch(powers -> !powers.isEmpty() && powers.get(band) > 0))
                .boxed()
                .toList();
        List<Chart.Series> series = new ArrayList<>();
        trained().forEach((name, grade) -> {
            if (!grade.figures().spectrum().isEmpty()) {
                series.add(new Chart.Series(
                        name,
                        series.size(),
                        bands.stream()
                                .map(band -> Math.max(grade.figures().spectrum().get(band), LEAST))
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
                bands.stream().map(Spectrum::name).toList(),
                "power",
                Chart.Quantity.NUMBER,
                series);
        return new Section("spectrum", "Spectrum of the residual", chart.toHtml());
    }

    private Section pictures(Problem.Posed posed) {
        List<Html> content = new ArrayList<>(); // side by side
        content.add(figure("original", posed.test().y(), posed.width()));
        trained()
                .forEach((name, grade) ->
                        grade.shown().ifPresent(shown -> content.add(figure(name, shown.toFloats(), posed.width()))));
        return new Section(
                "pictures",
                "Pictures after each grade",
                Html.element("div", content).styled("maps"));
    }

    /// @param pixels `[points, 3]`
    private static Html figure(String name, float[] pixels, int width) {
        Picture picture = PictureProblem.drawn(pixels, width);
        return Html.element("figure", picture.toHtml(name), Html.element("figcaption", name));
    }

    private Section curves(Problem.Posed posed) {
        Points test = posed.test();
        List<Integer> order = IntStream.range(0, test.size())
                .boxed()
                .sorted(Comparator.comparing(i -> test.x()[i * test.inputs()]))
                .toList();
        float first = test.x()[order.getFirst() * test.inputs()];
        float last = test.x()[order.getLast() * test.inputs()];
        List<Float> at = IntStream.range(0, DRAWN)
                .mapToObj(n -> first + (last - first) * n / (DRAWN - 1))
                .toList();
        List<Chart.Series> series = new ArrayList<>();
        trained()
                .forEach((name, grade) -> grade.shown()
                        .ifPresent(shown -> series.add(
                                new Chart.Series(name, series.size() + 1, values(shown.toFloats(), test, order, at)))));
        if (series.isEmpty()) {
            return new Section("curves", "Solution after each grade", List.of());
        }
        series.addFirst(new Chart.Series("exact", 0, values(test.y(), test, order, at)));
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "First output, test points joined by lines",
                "x",
                at.stream().map("%.3f"::formatted).toList(),
                "value",
                Chart.Quantity.NUMBER,
                series);
        return new Section("curves", "Solution after each grade", chart.toHtml());
    }

    /// First outputs at equal distances, between two test points on the line that joins them.
    ///
    /// @param order of the test points along the axis
    private static List<Double> values(float[] all, Points test, List<Integer> order, List<Float> at) {
        List<Double> values = new ArrayList<>();
        int left = 0;
        for (float wanted : at) {
            while (left + 2 < order.size() && test.x()[order.get(left + 1) * test.inputs()] < wanted) {
                left++;
            }
            int right = Math.min(left + 1, order.size() - 1);
            double from = test.x()[order.get(left) * test.inputs()];
            double width = test.x()[order.get(right) * test.inputs()] - from;
            double share = width > 0 ? (wanted - from) / width : 0;
            values.add((1 - share) * all[order.get(left) * test.outputs()]
                    + share * all[order.get(right) * test.outputs()]);
        }
        return values;
    }
}
