package org.spikestill.outside;

import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.data.NoData;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.Table;

/// Irregularity of a Poisson spike train with a refractory period: an experiment from outside.
///
/// ```
/// interval = dead − ln(1 − u) / rate      coefficient of variation = deviation / mean = 1 / (1 + rate·dead)
/// ```
///
/// @param rate of the train without the period, in spikes per second, > 0
/// @param deadSeconds refractory period, ≥ 0
/// @param intervals that are drawn
/// @param seed root of all random numbers
public record Refractory(float rate, float deadSeconds, int intervals, long seed) implements Experiment {
    private static final Ref<Variation> VARIATION = new Ref<>("variation");

    public Refractory {
        Check.positive("rate", rate);
        Check.notNegative("deadSeconds", deadSeconds);
        Check.within("intervals", intervals, 2, 1_000_000);
    }

    public Refractory() {
        this(100, 0, 10_000, 1);
    }

    /// @param measured of the drawn intervals
    /// @param expected by the formula
    public record Variation(double measured, double expected) {}

    private record Measure(float rate, float deadSeconds, int intervals) implements Step<Variation> {
        @Override
        public ResultType<Variation> result() {
            return ResultType.record(Variation.class);
        }

        @Override
        public List<Ref<?>> inputs() {
            return List.of();
        }

        @Override
        public Outline check(String name, Known before) {
            return Outline.none();
        }

        @Override
        public double multiplyAdds(String name, Known before) {
            return intervals;
        }

        @Override
        public Variation run(Inputs inputs, Context context) {
            long key = context.seed().split(context.name()).value();
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < intervals; i++) {
                double interval = deadSeconds - Math.log(1 - Seed.uniform(key, i)) / rate;
                sum += interval;
                squares += interval * interval;
            }
            double mean = sum / intervals;
            double measured = Math.sqrt(squares / intervals - mean * mean) / mean;
            return new Variation(measured, 1 / (1 + (double) rate * deadSeconds));
        }
    }

    @Override
    public RunSettings run() {
        return new RunSettings(new NoData(), 0.1f, seed);
    }

    @Override
    public String folderName() {
        return "refractory-" + seed;
    }

    @Override
    public Graph graph(DataSplits splits) {
        Graph.Builder graph = new Graph.Builder();
        return graph.build(graph.add(VARIATION.name(), new Measure(rate, deadSeconds, intervals)));
    }

    @Override
    public Record summary(Results results) {
        return results.get(VARIATION);
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("variation", 1, 3, "/measured"));
    }

    @Override
    public Page page(Results results) {
        Table table = Table.of("Coefficient of variation", Table.numbers("measured"), Table.numbers("expected"));
        Variation found = results.get(VARIATION);
        return Page.of("Refractory train", "seed " + seed)
                .with(new Section(
                        "variation",
                        "Irregularity",
                        table.with("%.4f".formatted(found.measured), "%.4f".formatted(found.expected))
                                .toHtml()));
    }

    @Override
    public String text(Results results) {
        return "coefficient of variation %.4f, expected %.4f"
                .formatted(results.get(VARIATION).measured, results.get(VARIATION).expected);
    }
}
