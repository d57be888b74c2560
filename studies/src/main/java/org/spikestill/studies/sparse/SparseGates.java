package org.spikestill.studies.sparse;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.spikestill.lab.experiment.steps.LoadNetwork;
import org.spikestill.lab.experiment.steps.NetworkSource;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TeacherSource;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.L0Penalty;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.KeepZeros;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Cosine;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Gates;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.report.Page;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.studies.EngineEvaluation;
import org.spikestill.studies.NetworkLine;

/// Sparse spiking networks by stochastic gates on synapses and an L0 penalty, beside their dense twin (after Yin et al., KDD
/// 2021; gates of Louizos, Welling, Kingma, ICLR 2018).
///
/// @param data samples; `fraction:source=mnist,share=0.1` is a tenth of the training samples
/// @param architecture of both networks
/// @param ticks time steps T, ≥ 1
/// @param encoder from samples with values in [0, 1] to the input of each tick
/// @param neuron of every population
/// @param gates what one gate opens and closes
/// @param logAlpha of every gate when they begin to close, in [−4, 4]
/// @param penalty price of a synapse in the loss, ≥ 0
/// @param objective of the dense twin
/// @param sparseObjective of the sparse network, before the penalty
/// @param teacher model file of a teacher for the objectives; without one the dense twin teaches the sparse network
/// @param training of the dense twin
/// @param gating of weights and gates, from the trained dense twin; the last epoch is kept
/// @param tuning of the weights that pruning has left
/// @param validationShare share of the training data held out, in [0.01, 0.5]
/// @param seed root of all random numbers
@Name("sparse-gates")
public record SparseGates(
        DataSource data,
        Architecture architecture,
        int ticks,
        Encoder encoder,
        Neuron.Firing neuron,
        Gates gates,
        float logAlpha,
        float penalty,
        Objective objective,
        Objective sparseObjective,
        Optional<Path> teacher,
        TrainSettings training,
        TrainSettings gating,
        TrainSettings tuning,
        float validationShare,
        long seed)
        implements Experiment {
    static final Ref<ModelResult> TEACHER = new Ref<>("teacher");
    static final Ref<ModelResult> DENSE_START = new Ref<>("dense-start");
    static final Ref<ModelResult> DENSE = new Ref<>("dense");
    static final Ref<Evaluate.TestResult> DENSE_TEST = new Ref<>("dense-test");
    static final Ref<Evaluation> DENSE_ENGINE = new Ref<>("dense-engine");
    static final Ref<ModelResult> GATED_START = new Ref<>("gated-start");
    static final Ref<ModelResult> GATED = new Ref<>("gated");
    static final Ref<ModelResult> PRUNED = new Ref<>("pruned");
    static final Ref<ModelResult> SPARSE = new Ref<>("sparse");
    static final Ref<Evaluate.TestResult> SPARSE_TEST = new Ref<>("sparse-test");
    static final Ref<Evaluation> SPARSE_ENGINE = new Ref<>("sparse-engine");
    static final Ref<CountSynapses.Counts> SYNAPSES = new Ref<>("synapses");
    static final Ref<CompareSpeed.Times> SPEED = new Ref<>("speed");
    static final Ref<Parity> PARITY = new Ref<>("parity");
    static final Ref<InspectSamples.Samples> SAMPLES = new Ref<>("samples");

    static final List<NetworkLine> LINES = List.of(
            new NetworkLine("dense twin", "all synapses", DENSE, DENSE_TEST),
            new NetworkLine("sparse", "pruned by gates and fine-tuned", SPARSE, SPARSE_TEST));

    private static final int TIMED_SAMPLES = 1000;
    private static final int TURNS = 16;

    public SparseGates {
        within("ticks", ticks, 1, Network.MAX_TICKS);
        within("logAlpha", logAlpha, -4, 4);
        notNegative("penalty", penalty);
        within("validationShare", validationShare, 0.01f, 0.5f);
        if (objective.needsTeacher() && teacher.isEmpty()) {
            throw new InvalidSettings("the objective needs a teacher, and there is none: name its model file with"
                    + " --teacher, or leave the loss out");
        }
        if (Stream.of(objective, sparseObjective)
                .flatMap(each -> each.terms().stream())
                .anyMatch(term -> term.loss() instanceof L0Penalty)) {
            throw new InvalidSettings("an objective holds l0, which only gated weights can pay: set penalty instead");
        }
    }

    public SparseGates() {
        this(
                new Mnist(),
                new Mlp(List.of(512, 512)),
                4,
                new Direct(),
                new Lif(0.9f, 1, new Reset(Reset.Target.ZERO, true), Order.CHARGE_FIRST, new Rectangle()),
                new Gates.Synapse(),
                2,
                1e-5f,
                Objective.of(new CrossEntropy()),
                new Objective(List.of(
                        new Objective.Term(new CrossEntropy(), 0.5f, 1),
                        new Objective.Term(new SoftTargets(2), 0.5f, 1))),
                Optional.empty(),
                epochs(12, new Adam()),
                epochs(8, new Adam()),
                epochs(6, new KeepZeros()),
                1 / 6f,
                1);
    }

    private static TrainSettings epochs(int epochs, Optimizer optimizer) {
        return new TrainSettings(
                epochs,
                100,
                0,
                optimizer,
                new Cosine(),
                new None(),
                0,
                TrainSettings.CACHE_MEGABYTES,
                Gradient.BPTT,
                Precision.FLOAT32);
    }

    @Override
    public String example() {
        return "--data fashion-mnist --penalty 0.00003 --training-epochs 6";
    }

    @Override
    public RunSettings run() {
        return new RunSettings(data, validationShare, seed);
    }

    @Override
    public String folderName() {
        return "sparse-" + DataSource.catalog().name(data) + "-" + seed;
    }

    @Override
    public Graph graph(DataSplits splits) {
        Graph.Builder graph = new Graph.Builder();
        teacher.ifPresent(file -> graph.add(TEACHER.name(), new LoadNetwork("--teacher", file, Optional.empty())));
        graph.add(DENSE_START.name(), new DenseNetwork(architecture, neuron, encoder, ticks, training.dropout()));
        graph.add(DENSE.name(), train("training", DENSE_START, training, objective, teacher.map(_ -> TEACHER)));
        graph.add(DENSE_TEST.name(), new Evaluate(DENSE, Optional.empty()));
        graph.add(DENSE_ENGINE.name(), new EngineEvaluation(DENSE));
        Optional<Ref<ModelResult>> source = Optional.of(teacher.isPresent() ? TEACHER : DENSE);
        Objective priced = sparseObjective.with(new L0Penalty(), penalty);
        graph.add(GATED_START.name(), new OpenGates(DENSE, gates, logAlpha));
        graph.add(GATED.name(), train("gating", GATED_START, gating, priced, source));
        graph.add(PRUNED.name(), new Prune(GATED));
        graph.add(SPARSE.name(), train("tuning", PRUNED, tuning, sparseObjective, source));
        graph.add(SPARSE_TEST.name(), new Evaluate(SPARSE, Optional.empty()));
        graph.add(SPARSE_ENGINE.name(), new EngineEvaluation(SPARSE));
        graph.add(SYNAPSES.name(), new CountSynapses(DENSE, SPARSE));
        graph.add(SPEED.name(), new CompareSpeed(DENSE, SPARSE, TIMED_SAMPLES, TURNS));
        graph.add(PARITY.name(), new CheckParity(SPARSE, SPARSE_TEST));
        graph.add(
                SAMPLES.name(),
                new InspectSamples(SPARSE, SPARSE_TEST, LINES.getLast().title(), 0));
        return graph.build(SPARSE);
    }

    private static TrainNetwork train(
            String setting,
            Ref<ModelResult> start,
            TrainSettings settings,
            Objective wanted,
            Optional<Ref<ModelResult>> teacher) {
        Optional<TeacherSource> source = teacher.map(NetworkSource::new);
        return new TrainNetwork(setting, new Start.From(start), settings, wanted, source, List.of());
    }

    @Override
    public Record summary(Results results) {
        return SparseSummary.of(this, results);
    }

    @Override
    public List<Column> columns() {
        return SparseSummary.COLUMNS;
    }

    @Override
    public Page page(Results results) {
        return new SparsePage(this, results).page();
    }

    @Override
    public String text(Results results) {
        CountSynapses.Counts counts = results.get(SYNAPSES);
        CompareSpeed.Times times = results.get(SPEED);
        return NetworkLine.text(LINES, results)
                + "\n%,d of %,d synapses removed (%.1f %%); per sample %,.0f instead of %,.0f synaptic operations, %.1f instead of %.1f µs"
                        .formatted(
                                counts.dense() - counts.kept(),
                                counts.dense(),
                                100 * counts.removed(),
                                SparseSummary.operations(results.get(SPARSE_ENGINE)),
                                SparseSummary.operations(results.get(DENSE_ENGINE)),
                                times.sparse().microseconds(),
                                times.dense().microseconds());
    }
}
