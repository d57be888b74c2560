package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.torch.kernel.LifCases;
import org.spikestill.lab.torch.kernel.Rounded;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Frames;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Triangle;

/// The fused path against the reference path: the same network, the same spikes, the same gradients.
class NeuronPathTest {
    private static final Lif SOFT = new Lif(0.9f, 1, new Reset(), Order.CHARGE_FIRST, new Atan());
    private static final Lif HARD =
            new Lif(1, 0.75f, new Reset(Reset.Target.ZERO, false), Order.CHARGE_FIRST, new Sigmoid());
    private static final Lif COUPLED =
            new Lif(0.5f, 1.25f, new Reset(Reset.Target.SUBTRACT, false), Order.CHARGE_FIRST, new Triangle());
    private static final Lif LATE = new Lif(0.9f, 0.75f, new Reset(), Order.FIRE_FIRST, new Triangle());
    private static final Lif LATE_HARD =
            new Lif(1, 1, new Reset(Reset.Target.ZERO, false), Order.FIRE_FIRST, new Triangle(0.5f));

    /// Its slope ends where the membrane is 0, which is where a silent input leaves it.
    private static final Lif EDGED = new Lif(1, 1, new Reset(), Order.CHARGE_FIRST, new Rectangle(2));

    private static final CubaLif CURRENT = new CubaLif(0.5f, 0.9f, 1, new Triangle());
    private static final LoihiLif CHIP = new LoihiLif(1023, 400, 1, 0x1p-8f, new Triangle());

    /// @param starts nodes with initial potentials; a name that ends in `*` has one for the whole population
    private record Case(Network network, int samples, List<String> starts) {
        Weights weights() {
            Weights weights = Draft.weights(network, Seed.of(5));
            Map<String, Shape> shapes = network.shapes();
            for (String start : starts) {
                String node = start.replace("*", "");
                Shape shape = start.endsWith("*") ? Shape.of(1) : shapes.get(node);
                float[] values = LifCases.currents(shape.elements(), 1, Seed.of(6));
                weights = weights.with(node + ".v", Block.of(shape, values));
            }
            return weights;
        }
    }

    private static Arguments named(String name, Network network, int samples, String... starts) {
        return Arguments.argumentSet(name, new Case(network, samples, List.of(starts)));
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                named("linear", linear(SOFT, SOFT), 6),
                named("linear, hard reset not detached", linear(HARD, HARD), 6),
                named("linear, soft reset not detached", linear(COUPLED, COUPLED), 6),
                named("linear, fire first", linear(LATE, LATE), 6),
                named("linear, fire first, hard", linear(LATE_HARD, LATE_HARD), 6),
                named("linear, synaptic currents", linear(CURRENT, CHIP), 6),
                named("linear, synaptic currents, initial potentials", linear(CHIP, CURRENT), 6, "lif1", "lif2*"),
                named("convolutions, synaptic currents", convolutions(CURRENT, 3, 8, 8), 3, "lif1"),
                named("convolutions, decays of a chip", convolutions(CHIP, 3, 8, 8), 3),
                named("pooled within the kernel, synaptic currents", pooled(CURRENT, CHIP), 3),
                named("linear, slope at its edge", linear(LATE, EDGED), 6),
                named("a population feeds a population", chained(), 6),
                named("linear, orders mixed", linear(LATE, HARD), 6),
                named("linear, initial potentials", linear(SOFT, LATE), 6, "lif1", "lif2*", "out"),
                named("convolutions", convolutions(SOFT, 3, 8, 8), 3),
                named("convolutions, batch of 1", convolutions(LATE, 3, 8, 8), 1),
                named("convolutions, one channel, odd size", convolutions(HARD, 1, 7, 7), 3),
                named("convolutions, initial potentials", convolutions(SOFT, 1, 7, 9), 2, "lif1", "lif2", "lif3*"),
                named("convolutions of Poisson input", poisson(), 3, "lif1"),
                named("convolutions of a film", film(), 3, "lif1"),
                named("Fashion-MNIST's size", convolutions(SOFT, 1, 28, 28), 1, "lif2"),
                named("maps of one pixel", onePixel(), 4, "lif1", "lif2"),
                named("one pixel, one channel, one sample", onePixelOneChannel(), 1, "lif1"),
                named("dropout", dropout(), 4),
                named("pooled within the kernel", pooled(), 3),
                named("pooled within the kernel, initial potentials", pooled(), 2, "lif1", "lif2*"),
                named("residual", residual(), 3, "lif2", "lif3"),
                named("fan-out of a population", fanOut(), 3),
                named("constant meets varying input", mixed(), 3, "lif2"),
                named("varying meets constant input", mixedTheOtherWay(), 3, "lif2"),
                named("stride, normalisation, bias", teacherParts(), 3, "lif1"),
                named("input that fires", firingInput(), 3, "lif1"),
                named("an integrator inside", innerIntegrator(), 4),
                named("a population nobody reads", deadEnd(), 3));
    }

    private static Network linear(Neuron first, Neuron second) {
        return Draft.of(6, 12)
                .linear("fc1", 20)
                .spike("lif1", first)
                .linear("fc2", 17)
                .spike("lif2", second)
                .readOut(4);
    }

    private static Draft stack(Neuron neuron, int... input) {
        return Draft.of(7, input)
                .convolution("conv1", 5, 3)
                .spike("lif1", neuron)
                .pool("pool1", 2)
                .convolution("conv2", 6, 3)
                .spike("lif2", neuron)
                .flatten()
                .linear("fc1", 9)
                .spike("lif3", neuron);
    }

    private static Network convolutions(Neuron neuron, int... input) {
        return stack(neuron, input).readOut(3);
    }

    /// Channels that fill whole lanes: pooling and dropout are done with the neurons, of constant input and of varying.
    private static Network pooled() {
        return pooled(SOFT, COUPLED);
    }

    private static Network pooled(Neuron first, Neuron second) {
        return Draft.of(5, 2, 12, 12)
                .convolution("conv1", 16, 3)
                .spike("lif1", first)
                .pool("pool1", 2)
                .node("drop1", new Layer.Dropout(0.3f))
                .convolution("conv2", 32, 3)
                .spike("lif2", second)
                .pool("pool2", 3)
                .flatten()
                .linear("fc1", 9)
                .spike("lif3", HARD)
                .node("drop2", new Layer.Dropout(0.3f))
                .readOut(3);
    }

    private static Network poisson() {
        return stack(SOFT, 2, 6, 6).encodedBy(new Poisson()).readOut(3);
    }

    /// Seven ticks, three frames of two channels.
    private static Network film() {
        return stack(SOFT, 6, 6, 6).encodedBy(new Frames(3)).readOut(3);
    }

    private static Network onePixel() {
        return Draft.of(5, 3, 2, 2)
                .node("conv1", new Layer.Conv2d(8, 2, 1, 0, true))
                .spike("lif1", SOFT)
                .convolution("conv2", 6, 1)
                .spike("lif2", HARD)
                .flatten()
                .readOut(3);
    }

    private static Network onePixelOneChannel() {
        return Draft.of(5, 1, 2, 2)
                .convolution("conv1", 1, 3)
                .pool("pool1", 2)
                .spike("lif1", SOFT)
                .flatten()
                .readOut(2);
    }

    private static Network chained() {
        return Draft.of(6, 12)
                .linear("fc1", 20)
                .spike("lif1", SOFT)
                .spike("lif2", HARD)
                .readOut(4);
    }

    private static Network dropout() {
        return Draft.of(5, 2, 6, 6)
                .convolution("conv1", 4, 3)
                .node("drop0", new Layer.Dropout(0.2f))
                .spike("lif1", SOFT)
                .node("drop1", new Layer.Dropout(0.3f))
                .convolution("conv2", 4, 3)
                .spike("lif2", LATE)
                .flatten()
                .node("drop2", new Layer.Dropout(0.5f))
                .readOut(3);
    }

    private static Network residual() {
        return Draft.of(5, 2, 8, 8)
                .convolution("conv1", 4, 3)
                .spike("lif1", SOFT)
                .pool("pool1", 2)
                .convolution("conv2", 4, 3)
                .spike("lif2", HARD)
                .convolution("conv3", 4, 3)
                .node("sum", new Layer.Add(), "conv3", "pool1")
                .spike("lif3", COUPLED)
                .convolution("short", 6, 1, "pool1")
                .convolution("conv4", 6, 3, "lif3")
                .node("sum2", new Layer.Add(), "short", "conv4")
                .spike("lif4", SOFT)
                .flatten()
                .readOut(3);
    }

    private static Network fanOut() {
        return Draft.of(4, 2, 4, 4)
                .convolution("conv1", 4, 3)
                .spike("lif1", SOFT)
                .convolution("left", 3, 3, "lif1")
                .spike("lif2", SOFT)
                .convolution("right", 3, 3, "lif1")
                .spike("lif3", HARD)
                .node("sum", new Layer.Add(), "lif2", "lif3")
                .node("twice", new Layer.Add(), "sum", "sum")
                .flatten()
                .readOut(3);
    }

    private static Network mixed() {
        return Draft.of(4, 2, 5, 5)
                .convolution("conv1", 4, 3)
                .spike("lif1", SOFT)
                .convolution("conv2", 4, 3)
                .node("sum", new Layer.Add(), "conv1", "conv2")
                .spike("lif2", LATE)
                .convolution("conv3", 3, 3)
                .flatten()
                .readOut(3);
    }

    private static Network mixedTheOtherWay() {
        return Draft.of(4, 2, 5, 5)
                .convolution("conv1", 4, 3)
                .spike("lif1", SOFT)
                .convolution("conv2", 4, 3)
                .convolution("skip", 4, 1, Network.INPUT)
                .node("sum", new Layer.Add(), "conv2", "skip")
                .spike("lif2", HARD)
                .pool("pool2", 2)
                .flatten()
                .readOut(3);
    }

    private static Network teacherParts() {
        return Draft.of(4, 3, 9, 9)
                .node("conv1", new Layer.Conv2d(6, 3, 2, 1, false))
                .node("norm1", new Layer.BatchNorm())
                .spike("lif1", SOFT)
                .node("conv2", new Layer.Conv2d(5, 4, 2, 1, false))
                .node("norm2", new Layer.BatchNorm())
                .node("relu", new Layer.Activation(Layer.Curve.RELU))
                .spike("lif2", HARD)
                .flatten()
                .node("fc", new Layer.Linear(4, true))
                .spike("out", new Integrator())
                .network();
    }

    private static Network firingInput() {
        Lif sensitive = SOFT.withThreshold(0.75f);
        return Draft.of(4, 3, 4, 4)
                .spike("lif1", sensitive)
                .convolution("conv1", 4, 3)
                .spike("lif2", SOFT)
                .flatten()
                .readOut(3);
    }

    private static Network innerIntegrator() {
        return Draft.of(4, 10)
                .linear("fc1", 8)
                .spike("lif1", SOFT)
                .linear("fc2", 8)
                .spike("integrator", new Integrator())
                .linear("fc3", 8)
                .spike("lif2", LATE)
                .readOut(3);
    }

    private static Network deadEnd() {
        return Draft.of(4, 2, 4, 4)
                .convolution("conv1", 4, 3)
                .spike("lif1", SOFT)
                .convolution("conv2", 3, 3)
                .spike("unread", SOFT)
                .pool("pool", 2, "lif1")
                .flatten()
                .readOut(3);
    }

    /// What training on one batch leaves behind, out of native memory.
    private record Outcome(
            Map<String, Long> spikes,
            List<Float> logits,
            List<Float> logitsByTick,
            Map<String, List<Float>> maps,
            Map<String, List<Float>> gradients) {
        static Outcome of(Case each, NeuronPath path, RunMode mode) {
            return of(each, path, mode, true);
        }

        /// @param everyTick whether the loss reads the logits of every tick
        static Outcome of(Case each, NeuronPath path, RunMode mode, boolean everyTick) {
            Network network = each.network;
            try (TorchNetwork torch = new TorchNetwork(network, each.weights(), path);
                    Scope _ = Scope.open()) {
                float[] raw = Draft.samples(network, each.samples, Seed.of(8));
                Trace trace = torch.run(raw, each.samples, Draft.keys(each.samples), mode);
                Map<String, List<Float>> gradients = new LinkedHashMap<>();
                if (mode.training()) {
                    trace.backward(loss(trace, each.samples, mode.probes(), everyTick));
                    for (TorchNetwork.Trainable trainable : torch.trainables()) {
                        Tensor gradient = trainable.tensor().gradient();
                        gradients.put(trainable.parameter().name(), gradient == null ? List.of() : Floats.of(gradient));
                    }
                }
                Map<String, List<Float>> maps = new LinkedHashMap<>();
                mode.probes().forEach(name -> maps.put(name, Floats.of(trace.map(name))));
                return new Outcome(
                        trace.spikes(), Floats.of(trace.logits()), Floats.of(trace.logitsByTick()), maps, gradients);
            }
        }

        /// Reads all that a loss may read: the last logits, those of every tick, and the probed maps.
        private static Tensor loss(Trace trace, int samples, Set<String> probes, boolean everyTick) {
            int[] labels = new int[samples];
            for (int n = 0; n < samples; n++) {
                labels[n] = n % 2;
            }
            Tensor loss = trace.logits().crossEntropy(Tensor.ofLabels(labels, samples));
            if (everyTick) {
                loss = loss.plus(trace.logitsByTick().square().mean().times(0.1));
            }
            for (String probe : probes) {
                loss = loss.plus(trace.map(probe).square().mean());
            }
            return loss;
        }
    }

    /// Names of all populations that fire.
    private static Set<String> populations(Network network) {
        return Set.copyOf(network.firing().stream().map(Network.Node::name).toList());
    }

    /// Names of all nodes but the last.
    private static Set<String> everywhere(Network network) {
        return Set.copyOf(network.nodes().stream()
                .limit(network.nodes().size() - 1)
                .map(Network.Node::name)
                .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothPathsFireAndLearnAlike(Case each) {
        mustAgree(each, RunMode.training(3, Set.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothPathsAgreeWhereALossReadsTheMapsOfPopulations(Case each) {
        mustAgree(each, RunMode.training(3, populations(each.network)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothPathsAgreeWhereALossReadsTheMapsOfAllNodes(Case each) {
        mustAgree(each, RunMode.training(3, everywhere(each.network)));
    }

    private static void mustAgree(Case each, RunMode mode) {
        Outcome reference = Outcome.of(each, NeuronPath.REFERENCE, mode);
        Outcome fused = Outcome.of(each, NeuronPath.FUSED, mode);
        assertThat(reference.spikes.values()).as("the test needs spikes").allMatch(count -> count > 0);
        assertThat(fused.spikes).isEqualTo(reference.spikes);
        assertThat(fused.logits).isEqualTo(reference.logits);
        assertThat(fused.logitsByTick).isEqualTo(reference.logitsByTick);
        assertThat(fused.maps).isEqualTo(reference.maps);
        mustLearnAlike(fused, reference);
    }

    private static void mustLearnAlike(Outcome outcome, Outcome reference) {
        reference.gradients.forEach((name, wanted) -> {
            List<Float> found = outcome.gradients.get(name);
            assertThat(found).as(name).hasSameSizeAs(wanted);
            double tolerance =
                    1e-5 * wanted.stream().mapToDouble(Math::abs).max().orElse(0);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat((double) found.get(i))
                        .as("gradient %d of '%s'", i, name)
                        .isEqualTo(wanted.get(i), within(tolerance));
            }
        });
    }

    /// The same operations on the same numbers, some of them twice.
    @ParameterizedTest
    @MethodSource("cases")
    void checkpointsChangeNothing(Case each) {
        for (Set<String> probes : List.of(populations(each.network), everywhere(each.network), Set.<String>of())) {
            for (Precision precision : Precision.values()) {
                RunMode kept = RunMode.training(3, probes).in(precision);
                RunMode again =
                        RunMode.training(3, probes, Gradient.BPTT_CHECKPOINTED).in(precision);
                assertThat(Outcome.of(each, NeuronPath.FUSED, again))
                        .isEqualTo(Outcome.of(each, NeuronPath.FUSED, kept));
            }
        }
    }

    /// The mean over one tick is that tick: its sensitivity is the slope of the surrogate, and nothing is left to collapse.
    @ParameterizedTest
    @MethodSource("cases")
    void atOneTickRateBasedGradientsAreExact(Case each) {
        if (each.network.nodes().stream().anyMatch(node -> node.name().equals("integrator"))) {
            return; // refused, see below
        }
        Case once = new Case(each.network.withTicks(1), each.samples, each.starts);
        Set<String> probes = populations(once.network);
        mustLearnAlike(
                Outcome.of(once, NeuronPath.FUSED, RunMode.training(3, probes, Gradient.RATE_BASED), false),
                Outcome.of(once, NeuronPath.FUSED, RunMode.training(3, probes), false));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluationAgreesOnBothPaths(Case each) {
        RunMode mode = RunMode.evaluation(populations(each.network).toArray(String[]::new));
        assertThat(Outcome.of(each, NeuronPath.FUSED, mode)).isEqualTo(Outcome.of(each, NeuronPath.REFERENCE, mode));
        RunMode plain = RunMode.evaluation();
        assertThat(Outcome.of(each, NeuronPath.FUSED, plain)).isEqualTo(Outcome.of(each, NeuronPath.REFERENCE, plain));
    }

    /// Its logits are T times a mean instead of a sum, and pass through at most six layers of some hundred roundings each.
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsDifferentiatedDoesNotChangeWhatIsComputed(Case each) {
        RunMode rateBased = RunMode.training(3, populations(each.network), Gradient.RATE_BASED);
        if (each.network.nodes().stream().anyMatch(node -> node.name().equals("integrator"))) {
            assertThatThrownBy(() -> Outcome.of(each, NeuronPath.FUSED, rateBased))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessage("'integrator' is Integrator[], through which rate-based gradients cannot flow: train"
                            + " with the gradient bptt");
            return;
        }
        Outcome exact = Outcome.of(each, NeuronPath.FUSED, RunMode.training(3, populations(each.network)));
        Outcome found = Outcome.of(each, NeuronPath.FUSED, rateBased);
        assertThat(found.spikes).isEqualTo(exact.spikes);
        assertThat(found.logitsByTick).isEqualTo(exact.logitsByTick);
        assertThat(found.maps).isEqualTo(exact.maps);
        double largest = exact.logits.stream().mapToDouble(Math::abs).max().orElseThrow();
        for (int i = 0; i < exact.logits.size(); i++) {
            assertThat((double) found.logits.get(i))
                    .isEqualTo(exact.logits.get(i), within(600 * Rounded.UNIT * largest));
        }
        found.gradients.forEach((name, gradient) -> assertThat(gradient)
                .as(name)
                .hasSameSizeAs(exact.gradients.get(name))
                .allMatch(Float::isFinite));
    }

    /// Networks cut off behind each population, so that the spikes themselves can be compared.
    @ParameterizedTest
    @MethodSource("cases")
    void everySpikeOfEveryPopulationIsTheSame(Case each) {
        for (Network.Node node : each.network.firing()) {
            Network head = each.network.withNodes(
                    each.network.nodes().subList(0, each.network.nodes().indexOf(node) + 1));
            List<Float> fused = frames(each, head, NeuronPath.FUSED);
            assertThat(fused).as(node.name()).isEqualTo(frames(each, head, NeuronPath.REFERENCE));
            assertThat(Set.copyOf(fused)).as(node.name()).isEqualTo(Set.of(0f, 1f));
        }
    }

    private static List<Float> frames(Case each, Network head, NeuronPath path) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        Weights weights = each.weights();
        head.parameters().forEach(parameter -> blocks.put(parameter.name(), weights.get(parameter.name())));
        head.initialStates()
                .forEach(state -> weights.find(state.name()).ifPresent(block -> blocks.put(state.name(), block)));
        try (TorchNetwork torch = new TorchNetwork(head, new Weights(blocks), path);
                Scope _ = Scope.open()) {
            return Floats.of(torch.frames(
                    Draft.samples(head, each.samples, Seed.of(8)), each.samples, Draft.keys(each.samples)));
        }
    }
}
