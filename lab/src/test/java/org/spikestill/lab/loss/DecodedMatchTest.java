package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tape;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork.Trainable;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ChipNet;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// Decoders against their definition, and the gradients of spikes and of the linear map against finite differences.
class DecodedMatchTest {
    private static final int TICKS = 5;
    private static final int SAMPLES = 3;
    private static final int NEURONS = 8;
    private static final int FEATURES = 4;
    private static final LayerPair PAIR = new LayerPair("t", "s");

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static Stream<DecodedMatch> losses() {
        return Stream.of(DecodedMatch.Readout.values())
                .flatMap(map -> Stream.of(
                        new DecodedMatch(new SpikeDecoder.Rate(), map),
                        new DecodedMatch(new SpikeDecoder.Kernel(1.5f), map)));
    }

    private static float[] train() {
        float[] train = new float[TICKS * SAMPLES * NEURONS];
        for (int i = 0; i < train.length; i++) {
            train[i] = Seed.uniform(31, i) < 0.4 ? 1 : 0;
        }
        return train;
    }

    /// Σ_t k_t · S[t] by its definition, with weights that are not normalised before.
    private static double decoded(float[] train, double tau, int sample, int neuron) {
        double sum = 0;
        double weights = 0;
        for (int t = 1; t <= TICKS; t++) {
            double weight = Double.isInfinite(tau) ? 1 : Math.exp(-(TICKS - t) / tau);
            sum += weight * train[((t - 1) * SAMPLES + sample) * NEURONS + neuron];
            weights += weight;
        }
        return sum / weights;
    }

    @ParameterizedTest
    @ValueSource(floats = {0.3f, 1.5f, 20})
    void theKernelIsTheWeightedSumOverFiringTimes(float tau) {
        float[] found = new SpikeDecoder.Kernel(tau)
                .decode(SampleInputs.ofTrains(Map.of("s", Tensor.of(train(), TICKS, SAMPLES, 2, 2, 2))), "s")
                .toFloats();
        for (int n = 0; n < SAMPLES; n++) {
            for (int i = 0; i < NEURONS; i++) {
                assertThat((double) found[n * NEURONS + i]).isEqualTo(decoded(train(), tau, n, i), within(1e-6));
            }
        }
    }

    /// Spikes in ticks 1 and 3 of 3 at tau = 1: (e⁻² + 1) / (e⁻² + e⁻¹ + 1).
    @Test
    void theKernelWorkedByHand() {
        double expected = (Math.exp(-2) + 1) / (Math.exp(-2) + Math.exp(-1) + 1);
        Trace trace = SampleInputs.ofTrains(Map.of("s", Tensor.of(new float[] {1, 0, 1}, 3, 1, 1)));
        assertThat((double) new SpikeDecoder.Kernel(1).decode(trace, "s").toFloat())
                .isEqualTo(expected, within(1e-6));
    }

    @Test
    void aSlowKernelIsTheRate() {
        double[] kernel = new SpikeDecoder.Kernel(1e6f).weights(8);
        double[] rate = new SpikeDecoder.Rate().weights(8);
        for (int t = 0; t < 8; t++) {
            assertThat(kernel[t]).isEqualTo(rate[t], within(1e-6));
        }
    }

    /// A loss of given spikes and map, whose student has both the trains and their mean.
    private static Tensor value(DecodedMatch loss, Tensor train, Tensor map) {
        Tensor rates = train.mean(0);
        Trace student = new Trace(
                Tensor.zeros(SAMPLES, 2),
                Tensor.zeros(1, SAMPLES, 2),
                Map.of("s", rates),
                Map.of("s", train),
                Map.of(),
                new Tape());
        Tensor taught = Tensor.of(taught(loss), SAMPLES, taught(loss).length / SAMPLES);
        return loss.of(new LossInputs(
                student,
                Optional.of(new Targets(Map.of(new Targets.Part(Targets.Kind.FEATURES, "t"), taught))),
                Tensor.ofLabels(new int[SAMPLES], SAMPLES),
                Optional.empty(),
                List.of(PAIR),
                List.of(),
                List.of(new Trainable(
                        new Parameter("decoder-s", Parameter.Role.WEIGHT, Shape.of(FEATURES, NEURONS)), map))));
    }

    private static float[] taught(DecodedMatch loss) {
        return Seed.of(32).normals(SAMPLES * (loss.map() == DecodedMatch.Readout.LINEAR ? FEATURES : NEURONS));
    }

    private static Tensor trains(float[] values) {
        return Leaf.of(values, TICKS, SAMPLES, NEURONS);
    }

    private static Tensor map(float[] values) {
        return Leaf.of(values, FEATURES, NEURONS);
    }

    /// The mean over samples of ‖h_T − G·D(S)‖² / d, summed up in doubles.
    @ParameterizedTest
    @MethodSource("losses")
    void theValueIsThatOfTheEquation(DecodedMatch loss) {
        float[] g = Seed.of(33).normals(FEATURES * NEURONS);
        float[] h = taught(loss);
        int width = h.length / SAMPLES;
        double tau = loss.decoder() instanceof SpikeDecoder.Kernel(float value) ? value : Double.POSITIVE_INFINITY;
        double sum = 0;
        for (int n = 0; n < SAMPLES; n++) {
            for (int k = 0; k < width; k++) {
                double learned = 0;
                for (int i = 0; i < NEURONS; i++) {
                    double weight = loss.map() == DecodedMatch.Readout.LINEAR ? g[k * NEURONS + i] : i == k ? 1 : 0;
                    learned += weight * decoded(train(), tau, n, i);
                }
                sum += Math.pow(h[n * width + k] - learned, 2);
            }
        }
        double expected = sum / width / SAMPLES;
        assertThat((double) value(loss, trains(train()), map(g)).toFloat())
                .isEqualTo(expected, within(1e-5 * expected));
    }

    /// The loss is a polynomial of degree two, of which central differences are exact; what is left is rounding.
    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreTheSlopes(DecodedMatch loss) {
        float[] g = Seed.of(33).normals(FEATURES * NEURONS);
        Tensor train = trains(train());
        Tensor map = map(g);
        value(loss, train, map).backward();
        float[] ofTrain = Leaf.gradient(train);
        float[] ofMap = Leaf.gradient(map);
        for (int i : new int[] {0, 17, 60, 119}) {
            float[] up = train();
            float[] down = train();
            up[i] += 0.5f;
            down[i] -= 0.5f;
            assertThat((double) ofTrain[i])
                    .isEqualTo(slope(value(loss, trains(up), map(g)), value(loss, trains(down), map(g))), within(1e-5));
        }
        for (int i : new int[] {0, 9, 31}) {
            float[] up = g.clone();
            float[] down = g.clone();
            up[i] += 0.5f;
            down[i] -= 0.5f;
            assertThat((double) ofMap[i])
                    .isEqualTo(
                            slope(value(loss, trains(train()), map(up)), value(loss, trains(train()), map(down))),
                            within(1e-5));
        }
    }

    private static double slope(Tensor up, Tensor down) {
        return (double) up.toFloat() - down.toFloat();
    }

    @Test
    void theMapHasARowPerFeatureAndAColumnPerNeuron() {
        Shape image = Shape.of(1, 12, 12);
        Network student = new ChipNet(List.of(4, 6), List.of(2, 2), 3, List.of())
                .spiking(image, 10, Form.student(0), new Lif(), new FixedPoint(), 4);
        Taps teacher = Taps.of(new ConvNet(List.of(4), 3, List.of(7)).network(image, 10, Form.teacher(0)));
        String deepest = student.firing().getLast().name();
        LayerPair pair = new LayerPair(teacher.activations().getLast(), deepest);
        assertThat(new DecodedMatch().parameters(List.of(pair), teacher, student))
                .containsExactly(new Parameter("decoder-" + deepest, Parameter.Role.WEIGHT, Shape.of(7, 6 * 3 * 3)));
        DecodedMatch identity = new DecodedMatch(new SpikeDecoder.Rate(), DecodedMatch.Readout.IDENTITY);
        assertThat(identity.parameters(List.of(pair), teacher, student)).isEmpty();
        assertThatThrownBy(() -> identity.check(pair, Shape.of(7), Shape.of(6, 3, 3)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("decoded-match has no map between '" + pair.teacher() + "' of the teacher, [7], and '"
                        + deepest
                        + "' of the student, [6, 3, 3]: set map to linear, or name layers of as many values in"
                        + " 'pairs'");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, Float.NaN})
    void aKernelNeedsATimeConstant(float tau) {
        assertThatThrownBy(() -> new SpikeDecoder.Kernel(tau))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tau is " + tau);
    }
}
