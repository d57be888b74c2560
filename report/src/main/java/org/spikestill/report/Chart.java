package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A chart as numbers. It is drawn by `report.js`, listed in a table of its own, and described in a sentence, all from
/// the same values.
///
/// @param at names of the positions along x
/// @param series one value per position each; NaN leaves a gap
record Chart(Kind kind, String title, String x, List<String> at, String y, Quantity quantity, List<Series> series) {
    /// From here on a linear axis presses the small values flat.
    private static final double LOGARITHMIC_FROM = 100;

    private static final JsonMapper JSON = JsonMapper.shared();

    enum Kind {
        LINES,
        BARS
    }

    enum Quantity {
        PERCENT {
            @Override
            double plotted(double value) {
                return 100 * value;
            }

            @Override
            String text(double value) {
                return Figures.percent(value);
            }
        },
        NUMBER {
            @Override
            double plotted(double value) {
                return value;
            }

            @Override
            String text(double value) {
                return Figures.number(value);
            }
        };

        abstract double plotted(double value);

        abstract String text(double value);
    }

    /// @param slot number of its colour, dash and symbol
    record Series(String name, int slot, List<Double> values) {}

    /// What the script reads; values are null where there is none, since JSON has no NaN.
    private record Data(Kind kind, boolean log, List<String> at, List<Plotted> series) {}

    private record Plotted(String name, int slot, List<Double> values, List<String> texts) {}

    /// The drawing with its legend, no table.
    Html toHtml() {
        var plot = element("div")
                .styled("plot")
                .with("role", "img")
                .with("aria-label", summary())
                .with("style", "--points:" + at.size() * (kind == Kind.BARS ? series.size() : 0));
        return element(
                        "figure",
                        element("figcaption", title),
                        element("div", series.stream().map(Chart::key).toList())
                                .styled("legend")
                                .with("role", "group")
                                .with("aria-label", "Series shown"),
                        element("p", y).styled("axis"),
                        element("div", plot).styled("frame"),
                        element("p", x).styled("axis centred"),
                        Html.raw("script", json(), new Html.Attribute("type", "application/json")))
                .styled(kind == Kind.BARS ? "chart bars" : "chart");
    }

    Table table() {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.words(x));
        series.forEach(one -> columns.add(Table.numbers(one.name)));
        Table table = new Table(title + ": " + y, List.copyOf(columns), List.of());
        for (int i = 0; i < at.size(); i++) {
            List<Html> cells = new ArrayList<>();
            cells.add(text(at.get(i)));
            for (Series one : series) {
                cells.add(text(quantity.text(value(one, i))));
            }
            table = table.with(Table.row(cells));
        }
        return table;
    }

    /// JSON that cannot leave the script element it stands in: `<` only ever begins markup there.
    String json() {
        List<Plotted> plotted = series.stream().map(this::plotted).toList();
        return JSON.writeValueAsString(new Data(kind, isLogarithmic(), at, plotted))
                .replace("<", "\\u003c");
    }

    private Plotted plotted(Series one) {
        List<Double> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            double value = value(one, i);
            values.add(Double.isFinite(value) ? quantity.plotted(value) : null);
            texts.add(quantity.text(value));
        }
        return new Plotted(one.name, one.slot, values, texts);
    }

    /// A curve may end before the axis does.
    private static double value(Series one, int position) {
        return position < one.values.size()
                ? Objects.requireNonNullElse(one.values.get(position), Double.NaN)
                : Double.NaN;
    }

    private boolean isLogarithmic() {
        double[] values = series.stream()
                .flatMap(one -> one.values.stream())
                .filter(value -> value != null && Double.isFinite(value))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        return kind == Kind.LINES && quantity == Quantity.NUMBER && low > 0 && high / low >= LOGARITHMIC_FROM;
    }

    private String summary() {
        String curves = series.stream().map(this::course).collect(Collectors.joining("; "));
        return title + ". " + y + " by " + x + ". " + curves + ".";
    }

    private String course(Series one) {
        int last = Math.min(one.values.size(), at.size()) - 1;
        if (last < 0) {
            return one.name + " without values";
        }
        return one.name + " " + quantity.text(value(one, 0)) + " at " + at.getFirst()
                + (last == 0 ? "" : ", " + quantity.text(value(one, last)) + " at " + at.get(last));
    }

    /// A legend entry that shows and hides its series; the script makes it work.
    private static Html key(Series one) {
        return element("button", element("span").styled("swatch slot-" + one.slot), text(one.name))
                .with("type", "button")
                .with("aria-pressed", "true");
    }
}
