package org.spikestill.lab.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.Experiment.Column;

/// The figures of a table as values, for programs.
///
/// @param lines runs that differ in their seed alone, averaged
/// @param differences of the lines to the first of them
public record ComparedRuns(List<Line> lines, List<Difference> differences) {
    public ComparedRuns {
        lines = List.copyOf(lines);
        differences = List.copyOf(differences);
    }

    /// @param labels settings that set the line apart, by field
    /// @param seeds runs of the line
    public record Line(Map<String, String> labels, int seeds, List<Figure> figures) {
        public Line {
            labels = ordered(labels);
            figures = List.copyOf(figures);
        }
    }

    /// @param title of its column, with the unit
    /// @param deviation of the sample (n − 1); empty for one seed
    /// @param low end of the 95 % t interval of a difference of two networks of one run; empty for other figures and for one seed, as is `high`
    public record Figure(
            String title, double mean, Optional<Double> deviation, Optional<Double> low, Optional<Double> high) {
        /// @param values by seed, at least one
        static Figure of(Column column, List<Double> values) {
            Spread spread = Spread.of(values).orElseThrow();
            Optional<SeedInterval> interval =
                    column.paired() ? SeedInterval.of(values).bounded() : Optional.empty();
            return new Figure(
                    column.title(),
                    spread.mean(),
                    spread.deviation(),
                    interval.map(SeedInterval::low),
                    interval.map(SeedInterval::high));
        }
    }

    /// A paired difference with its 95 % t interval.
    ///
    /// @param title of the column that is compared, with the unit
    /// @param low empty for one seed, as is `high`
    /// @param shown whether the interval lies on one side of 0
    public record Difference(
            Map<String, String> labels,
            int pairedSeeds,
            String title,
            double mean,
            Optional<Double> low,
            Optional<Double> high,
            boolean shown) {
        public Difference {
            labels = ordered(labels);
        }

        static Difference of(Map<String, String> labels, int seeds, String title, SeedInterval interval) {
            Optional<SeedInterval> bounded = interval.bounded();
            return new Difference(
                    labels,
                    seeds,
                    title,
                    interval.mean(),
                    bounded.map(SeedInterval::low),
                    bounded.map(SeedInterval::high),
                    interval.isShown());
        }
    }

    private static Map<String, String> ordered(Map<String, String> labels) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
