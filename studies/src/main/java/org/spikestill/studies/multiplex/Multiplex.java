package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Digits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;
import org.spikestill.report.Page;
import org.spikestill.report.TextTable;

/// Temporal codes of different timescales, alone and multiplexed on one spike train, and a layer that learns without labels by
/// spike-timing-dependent plasticity (after Zheng and Yi, ISQED 2023).
///
/// @param data classes for the layer, values in [0, 1]
/// @param oscillation that spikes are aligned to
/// @param latencyCycles of the first spike, 2 to 10000
/// @param stages charges of the intervals in nanoampere milliseconds
/// @param restNanoamperes current at the value 0, > 0
/// @param gainNanoamperes further current at the value 1, > 0
/// @param margin of the phase at either end of a cycle, in [0, 0.45]
/// @param values drawn for each figure of the codes, 100 to 1000000
/// @param jitters standard deviations of spike times in milliseconds, each > 0
/// @param bins of a value when information is counted, 2 to 64
/// @param stdp rule of the synapses
/// @param neurons of the layer, 1 to 4096
/// @param ticks of a stimulus, 2 to 1024
/// @param threshold share of a neuron's total weight at which it fires, in (0, 1]
/// @param homeostasis step of the thresholds, > 0
/// @param epochs presentations of the training split, 1 to 100
/// @param seed root of all random numbers
@Name("multiplex")
public record Multiplex(
        DataSource data,
        Oscillation oscillation,
        int latencyCycles,
        List<Float> stages,
        float restNanoamperes,
        float gainNanoamperes,
        float margin,
        int values,
        List<Float> jitters,
        int bins,
        Stdp stdp,
        int neurons,
        int ticks,
        float threshold,
        float homeostasis,
        int epochs,
        long seed)
        implements Experiment {
    static final Ref<MeasureCodes.Measured> CODES = new Ref<>("codes");
    static final Ref<LearnByStdp.Learned> LAYER = new Ref<>("layer");

    public Multiplex {
        stages = List.copyOf(stages);
        jitters = List.copyOf(jitters);
        within("values", values, 100, 1_000_000);
        jitters.forEach(each -> positive("jitters", each));
        if (jitters.isEmpty()) {
            throw new InvalidSettings("jitters is empty: name one at least, as in jitters=[0.1]");
        }
        within("bins", bins, 2, 64);
        within("neurons", neurons, 1, 4096);
        within("ticks", ticks, 2, 1024);
        positive("threshold", threshold);
        within("threshold", threshold, 0, 1);
        positive("homeostasis", homeostasis);
        within("epochs", epochs, 1, 100);
        code(oscillation, latencyCycles, stages, restNanoamperes, gainNanoamperes, margin); // checks the rest
    }

    public Multiplex() {
        this(
                new Digits(),
                new Oscillation(),
                16,
                List.of(40f, 50f),
                1,
                3,
                0.1f,
                10_000,
                List.of(0.01f, 0.03f, 0.1f, 0.2f, 0.5f, 1f, 2f),
                16,
                new Stdp(),
                200,
                16,
                0.7f,
                1,
                6,
                1);
    }

    private static MultiplexedCode code(
            Oscillation oscillation, int cycles, List<Float> stages, float rest, float gain, float margin) {
        return new MultiplexedCode(
                new LatencyCode(oscillation, cycles),
                new IntervalCode(oscillation, stages, rest, gain),
                new PhaseCode(oscillation, margin));
    }

    /// All codes on one train, as these settings have them.
    public MultiplexedCode code() {
        return code(oscillation, latencyCycles, stages, restNanoamperes, gainNanoamperes, margin);
    }

    @Override
    public String example() {
        return "--data digits --neurons 100 --epochs 3";
    }

    @Override
    public RunSettings run() {
        return new RunSettings(data, 0.01f, seed);
    }

    @Override
    public String folderName() {
        return "multiplex-" + DataSource.catalog().name(data) + "-" + seed;
    }

    @Override
    public Graph graph(DataSplits splits) {
        if (splits.train().classes() == 0) {
            throw new InvalidSettings("data are " + splits.name() + ", which have no classes: name data with classes");
        }
        Graph.Builder graph = new Graph.Builder();
        graph.add(CODES.name(), new MeasureCodes(code(), values, jitters, bins));
        return graph.build(
                graph.add(LAYER.name(), new LearnByStdp(stdp, neurons, ticks, threshold, homeostasis, epochs)));
    }

    /// Figures of the study.
    ///
    /// @param accuracy of the layer on the test set, which chose nothing
    record Summary(
            long seed,
            double accuracy,
            LearnByStdp.Accuracies trained,
            LearnByStdp.Accuracies untrained,
            LearnByStdp.Accuracies random,
            MeasureCodes.Measured codes,
            Multiplex settings) {}

    @Override
    public Record summary(Results results) {
        LearnByStdp.Learned layer = results.get(LAYER);
        return new Summary(
                seed,
                layer.trained().test(),
                layer.trained(),
                layer.untrained(),
                layer.random(),
                results.get(CODES),
                this);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("test %", 100, 2, "/accuracy"),
                Column.of("untrained %", 100, 2, "/untrained/test"),
                Column.of("random %", 100, 2, "/random/test"));
    }

    @Override
    public Page page(Results results) {
        return new MultiplexPage(this, results).page();
    }

    @Override
    public String text(Results results) {
        MeasureCodes.Measured codes = results.get(CODES);
        TextTable trips = new TextTable("code", "largest error", "bound");
        codes.roundTrips()
                .forEach(each ->
                        trips.row(each.code(), "%.3g".formatted(each.largest()), "%.3g".formatted(each.bound())));
        TextTable bits = new TextTable("bits per spike at jitter", "latency", "intervals", "phase", "multiplexed");
        for (float jitter : jitters) {
            bits.row(
                    "%.2f ms".formatted(jitter),
                    bits(codes, jitter, "latency"),
                    bits(codes, jitter, "intervals"),
                    bits(codes, jitter, "phase"),
                    bits(codes, jitter, "multiplexed"));
        }
        LearnByStdp.Learned layer = results.get(LAYER);
        return trips + "\n\n" + bits
                + "\n\nwithout labels: %.2f %% of the test set; untrained layer %.2f %%, random layer %.2f %%"
                        .formatted(
                                100 * layer.trained().test(),
                                100 * layer.untrained().test(),
                                100 * layer.random().test());
    }

    private static String bits(MeasureCodes.Measured codes, float jitter, String code) {
        return codes.channels().stream()
                .filter(each -> each.code().equals(code) && (float) each.jitterMillis() == jitter)
                .findFirst()
                .map(each -> "%.2f".formatted(each.bitsPerSpike()))
                .orElse("");
    }
}
