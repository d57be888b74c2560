package org.spikestill.report;

import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// A line or bar chart over named positions.
///
/// Drawing, table and description are made from the same values.
///
/// @param x title of the horizontal axis
/// @param at names of the positions along x
/// @param y title of the vertical axis
/// @param series one value for each position; NaN leaves a gap
public record Chart(
        Kind kind, String title, String x, List<String> at, String y, Quantity quantity, List<Series> series) {
    /// Ratio of the largest to the smallest value from which the axis is logarithmic.
    private static final double LOGARITHMIC_FROM = 100;

    public enum Kind {
        LINES,
        BARS
    }

    public enum Quantity {
        /// Shares, written and plotted as percentages.
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

    /// @param colour number of its colour, dash and symbol, see [SeriesColours]
    public record Series(String name, int colour, List<Double> values) {}

    /// The chart as `report.js` reads it; JSON has no NaN, so gaps are null.
    private record Data(Kind kind, Quantity quantity, boolean log, List<String> at, List<Plotted> series) {}

    private record Plotted(String name, int colour, List<Double> values, List<String> texts) {}

    public Chart {
        at = List.copyOf(at);
        series = List.copyOf(series);
    }

    /// The drawing with its legend, without the table.
    public Html toHtml() {
        return plot().toHtml();
    }

    Plot plot() {
        return new Plot(
                switch (kind) {
                    case LINES -> "chart";
                    case BARS -> "chart bars";
                },
                title,
                x,
                y,
                series.stream().map(one -> new Plot.Key(one.name, one.colour)).toList(),
                switch (kind) {
                    case LINES -> 0;
                    case BARS -> at.size() * series.size();
                },
                summary(),
                new Data(
                        kind,
                        quantity,
                        isLogarithmic(),
                        at,
                        series.stream().map(this::plotted).toList()));
    }

    public Table table() {
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
            table = table.with(new Table.Plain(cells));
        }
        return table;
    }

    private Plotted plotted(Series one) {
        List<Double> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            double value = value(one, i);
            values.add(Double.isFinite(value) ? quantity.plotted(value) : null);
            texts.add(quantity.text(value));
        }
        return new Plotted(one.name, one.colour, values, texts);
    }

    /// NaN beyond the end of a curve, which may be shorter than the axis.
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
}
