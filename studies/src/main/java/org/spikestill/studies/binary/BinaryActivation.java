package org.spikestill.studies.binary;

import static org.spikestill.model.Check.within;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Mnist;
import org.spikestill.data.None;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.experiment.steps.CheckParity;
import org.spikestill.lab.experiment.steps.Evaluate;
import org.spikestill.lab.experiment.steps.InspectSamples;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SquaredHinge;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Exponential;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.Name;
import org.spikestill.report.Page;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.studies.EngineEvaluation;
import org.spikestill.studies.NetworkLine;

/// Spiking networks trained from random weights with straight-through binary activations (Yin, Venkataramanaiah, Chen et
/// al., BioCAS 2017).
///
/// @param data samples with values in [0, 1]
/// @param integration of the neurons over time
/// @param encoder of the input; by default unsigned Poisson draws for discontinuous integration, and latencies for
///     continuous
/// @param ticks time steps T of the deployed network, 1 to 256
/// @param architecture of the network; average poolings become max poolings in front of the neurons
/// @param inputDropout rate on the input, in [0, 0.9]
/// @param hingeShift subtracted from the outputs in the loss, in [−10, 10]
/// @param training on the labels, through time where the integration has a memory
/// @param readOut of the deployed network
/// @param weightBits of the deployed fixed-point weights, 2 to 16
/// @param baseline whether an artificial network of the same shape is trained on the labels, to compare with
/// @param validationShare share of the training data held out, in [0.01, 0.5]
/// @param seed root of all random numbers
@Name("binary-activation")
public record BinaryActivation(
        DataSource data,
        Integration integration,
        Optional<Encoder> encoder,
        int ticks,
        Architecture architecture,
        float inputDropout,
        float hingeShift,
        TrainSettings training,
        ReadOut readOut,
        int weightBits,
        boolean baseline,
        float validationShare,
        long seed)
        implements Experiment {
    static final Ref<ModelResult> INITIAL = new Ref<>("initial");
    static final Ref<ModelResult> TRAINED = new Ref<>("trained");
    static final Ref<RoundingSweep.Widths> WIDTHS = new Ref<>("widths");
    static final Ref<ModelResult> DEPLOYED = new Ref<>("network");
    static final Ref<Evaluate.TestResult> TEST = new Ref<>("test");
    static final Ref<Parity> PARITY = new Ref<>("parity");
    static final Ref<Evaluation> ENGINE = new Ref<>("engine");
    static final Ref<InspectSamples.Samples> SAMPLES = new Ref<>("samples");

    static final Ref<ModelResult> BASELINE_INITIAL = new Ref<>("baseline-initial");
    static final Ref<ModelResult> BASELINE = new Ref<>("baseline");
    static final Ref<Evaluate.TestResult> BASELINE_TEST = new Ref<>("baseline-test");

    private static final String TITLE = "binary activation";
    private static final List<Integer> WIDTHS_COMPARED = List.of(2, 3, 4, 5, 6, 8, 12, 16);

    public BinaryActivation {
        within("ticks", ticks, 1, 256);
        within("inputDropout", inputDropout, 0, 0.9f);
        within("weightBits", weightBits, 2, WeightRounding.MOST_BITS);
        within("validationShare", validationShare, 0.01f, 0.5f);
    }

    public BinaryActivation() {
        this(
                new Mnist(),
                Integration.DISCONTINUOUS,
                Optional.empty(),
                8,
                new Mlp(List.of(1024, 1024)),
                0.1f,
                0,
                new TrainSettings(
                        30,
                        100,
                        0.3f,
                        new Adam(),
                        new Exponential(),
                        new None(),
                        0,
                        TrainSettings.CACHE_MEGABYTES,
                        Gradient.BPTT,
                        Precision.FLOAT32),
                ReadOut.SPIKES,
                8,
                false,
                1 / 6f,
                1);
    }

    @Override
    public String example() {
        return "--data digits --integration continuous --ticks 6";
    }

    @Override
    public RunSettings run() {
        return new RunSettings(data, validationShare, seed);
    }

    @Override
    public String folderName() {
        return "binary-" + DataSource.catalog().name(data) + "-"
                + integration.name().toLowerCase(Locale.ROOT) + "-" + seed;
    }

    /// The code of the input, given or usual.
    Encoder code() {
        return encoder.orElseGet(integration::encoder);
    }

    @Override
    public Graph graph(DataSplits splits) {
        Graph.Builder graph = new Graph.Builder();
        graph.add(
                INITIAL.name(),
                new BinaryNetwork(architecture, integration, code(), ticks, inputDropout, training.dropout()));
        graph.add(
                TRAINED.name(),
                new TrainNetwork(
                        "training",
                        new Start.From(INITIAL),
                        training,
                        Objective.of(new SquaredHinge(hingeShift, new SquaredHinge().logits())),
                        Optional.empty(),
                        List.of()));
        graph.add(WIDTHS.name(), new RoundingSweep(TRAINED, integration, code(), ticks, readOut, WIDTHS_COMPARED));
        graph.add(
                DEPLOYED.name(),
                new Deploy(TRAINED, integration, code(), ticks, readOut, new WeightRounding(weightBits)));
        graph.add(TEST.name(), new Evaluate(DEPLOYED, Optional.empty()));
        graph.add(PARITY.name(), new CheckParity(DEPLOYED, TEST));
        graph.add(ENGINE.name(), new EngineEvaluation(DEPLOYED));
        if (baseline) {
            graph.add(BASELINE_INITIAL.name(), new ArtificialNetwork(architecture, training.dropout()));
            graph.add(BASELINE.name(), plain());
            graph.add(BASELINE_TEST.name(), new Evaluate(BASELINE, Optional.empty()));
        }
        graph.add(SAMPLES.name(), new InspectSamples(DEPLOYED, TEST, TITLE, 0));
        return graph.build(DEPLOYED);
    }

    private TrainNetwork plain() {
        return new TrainNetwork(
                "training",
                new Start.From(BASELINE_INITIAL),
                training,
                Objective.of(new CrossEntropy()),
                Optional.empty(),
                List.of());
    }

    List<NetworkLine> lines() {
        NetworkLine own = new NetworkLine(TITLE, "trained from random weights", DEPLOYED, TEST);
        NetworkLine other = new NetworkLine("artificial network", "baseline", BASELINE, BASELINE_TEST);
        return baseline ? List.of(own, other) : List.of(own);
    }

    @Override
    public Record summary(Results results) {
        return BinarySummary.of(this, results);
    }

    @Override
    public List<Column> columns() {
        return BinarySummary.COLUMNS;
    }

    @Override
    public Page page(Results results) {
        return new BinaryPage(this, results).page();
    }

    @Override
    public String text(Results results) {
        Evaluation engine = results.get(ENGINE);
        return NetworkLine.text(lines(), results)
                + "\nper sample on the event-driven engine: %,.0f additions, %,.0f multiplications; %d of %d predictions differ from the trainer's"
                        .formatted(
                                engine.addsPerSample(),
                                engine.multiplyAddsPerSample(),
                                results.get(PARITY).differences().size(),
                                results.get(PARITY).samples());
    }
}
