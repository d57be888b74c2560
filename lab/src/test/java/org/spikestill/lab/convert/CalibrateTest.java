package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

class CalibrateTest {
    private static final Network ANN =
            Ann.of(1).linear("fc1", 1).then("relu1", Ann.RELU).linear("fc2", 1).network();

    private static final Weights WEIGHTS =
            new Weights(Map.of("fc1.weight", Block.of(Shape.of(1, 1), 1), "fc2.weight", Block.of(Shape.of(1, 1), 10)));

    /// Two samples, activations 0.9 and 0.3, V = 0.9, T = 2, from 0.45: the first fires twice, u = 1.35, 0.45 + 0.9
    /// = 1.35, and loses nothing; the second has 0.75, then 1.05 and fires once, a rate of 0.45 for 0.3. Lost on
    /// average: (0 − 0.15)/2 = −0.075.
    private static final Dataset DATA = Samples.of(new float[] {0.9f}, new float[] {0.3f});

    /// Six activations of 1 and one of 2.2, T = 2: steps are V/2. From 2.2 down in hundredths of it, the ones are 0
    /// until V = 0.9·2.2 = 1.98, where they are 0.99 and the last is 1.98.
    @Test
    void theThresholdIsWhereLeastIsLost() {
        float[] activations = {1, 1, 1, 1, 1, 1, 2.2f};

        assertThat(ThresholdCriterion.MMSE.of(activations, 2.2f, 2)).isCloseTo(1.98f, within(1e-5f));
        assertThat(ThresholdCriterion.loss(activations, 1.98f, 2))
                .isCloseTo((6 * 0.01 * 0.01 + 0.22 * 0.22) / 7, within(1e-6));
        assertThat(ThresholdCriterion.loss(activations, 2.2f, 2)).isCloseTo(6 / 7.0, within(1e-6));
        assertThat(ThresholdCriterion.MAX.of(activations, 2.2f, 2)).isEqualTo(2.2f);
    }

    @Test
    void neuronsStartAtHalfTheirThresholdAndSpikesAreWorthIt() throws IOException {
        Converted plain = new Calibrate(ThresholdCriterion.MAX, List.of(), 2, 7, 128).apply(ANN, WEIGHTS, DATA);

        assertThat(plain.network().node("spike1").layer()).isEqualTo(new Layer.Spike(new Lif().withThreshold(0.9f)));
        assertThat(plain.weights().get("spike1.v").toFloats()).containsExactly(0.45f);
        assertThat(plain.weights().get("fc2.weight").toFloats()).containsExactly(new float[] {9}, within(1e-6f));
        assertThat(Ann.outputs(plain.network(), plain.weights(), DATA))
                .containsExactly(new float[] {9, 4.5f}, within(1e-5f));
    }

    @Test
    void aBiasMakesUpForTheMeanLoss() throws IOException {
        Converted corrected =
                new Calibrate(ThresholdCriterion.MAX, List.of(Correction.BIAS), 2, 7, 128).apply(ANN, WEIGHTS, DATA);

        assertThat(corrected.network().node("fc1").layer()).isEqualTo(new Layer.Linear(1, true));
        assertThat(corrected.weights().get("fc1.bias").toFloats())
                .containsExactly(new float[] {-0.075f}, within(1e-6f));
        assertThat(corrected.changes())
                .containsExactly(
                        "'relu1' became 'spike1', lif:threshold=0.9",
                        "'readout' integrates the last layer",
                        "the bias of 'fc1' makes up for what 'spike1' loses",
                        "weights of 'fc2' are multiplied by 0.9, so that spikes are worth their amplitude");
    }

    /// 0.45 + 2·(−0.075).
    @Test
    void aPotentialMakesUpForTheLossOfAllTicks() throws IOException {
        Converted corrected = new Calibrate(ThresholdCriterion.MAX, List.of(Correction.POTENTIAL), 2, 7, 128)
                .apply(ANN, WEIGHTS, DATA);

        assertThat(corrected.weights().get("spike1.v").toFloats()).containsExactly(new float[] {0.3f}, within(1e-6f));
    }

    /// Three samples of two inputs and two units with a bias, T = 3: the same rule in doubles, written down once more. The
    /// threshold is the largest activation; from V/2 the spikes of a current u are clip(floor(3u/V + 1/2), 0, 3).
    @Test
    void weightsAreFittedByTheGradientThatPassesTheFloor() throws IOException {
        Network ann = Ann.of(2)
                .then("fc1", new Layer.Linear(2, true))
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        double[][] x = {{0.9, 0.2}, {0.4, 0.7}, {0.1, 0.6}};
        double[] w = {0.5, 0.3, -0.4, 0.8};
        double[] b = {0.1, -0.05};
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(2, 2), 0.5f, 0.3f, -0.4f, 0.8f),
                "fc1.bias", Block.of(Shape.of(2), 0.1f, -0.05f),
                "fc2.weight", Block.of(Shape.of(1, 2), 1, 1)));
        Dataset data = Samples.of(new float[] {0.9f, 0.2f}, new float[] {0.4f, 0.7f}, new float[] {0.1f, 0.6f});
        int steps = 400;

        Calibrate calibrate = new Calibrate(ThresholdCriterion.MAX, List.of(Correction.WEIGHTS), 3, 7, 128, steps);
        Converted fitted = calibrate.apply(ann, weights, data);

        double v = 0.5 * 0.9 + 0.3 * 0.2 + 0.1; // of sample 0, unit 0; the others stay below
        double[] learned = w.clone();
        double[] first = new double[4];
        double[] second = new double[4];
        for (int k = 0; k < steps; k++) {
            double[] gradient = new double[4];
            for (double[] sample : x) {
                for (int unit = 0; unit < 2; unit++) {
                    double wanted = Math.max(0, w[2 * unit] * sample[0] + w[2 * unit + 1] * sample[1] + b[unit]);
                    double u = learned[2 * unit] * sample[0] + learned[2 * unit + 1] * sample[1] + b[unit];
                    double count = Math.floor(3 * u / v + 0.5);
                    double error = count < 0 || count > 3 ? 0 : count * v / 3 - wanted;
                    gradient[2 * unit] += error * sample[0];
                    gradient[2 * unit + 1] += error * sample[1];
                }
            }
            double rate = 1e-5 * (1 + Math.cos(Math.PI * k / steps)) / 2;
            for (int i = 0; i < 4; i++) {
                first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
                double m = first[i] / (1 - Math.pow(0.9, k + 1));
                double s = second[i] / (1 - Math.pow(0.999, k + 1));
                learned[i] -= rate * m / (Math.sqrt(s) + 1e-8);
            }
        }
        float[] found = fitted.weights().get("fc1.weight").toFloats();
        for (int i = 0; i < 4; i++) {
            assertThat((double) found[i]).isCloseTo(learned[i], within(2e-5));
            assertThat(Math.abs(found[i] - w[i])).as("it moved").isGreaterThan(5e-4);
        }
        assertThat(fitted.changes()).contains("the weights of 'fc1' are fitted to the spikes of 'spike1'");
    }

    /// Batches of one sample: 0.9, then 0.9·0.9 + 0.1·0.3.
    @Test
    void thresholdsAreRunningMeansOverBatches() throws IOException {
        Converted plain = new Calibrate(ThresholdCriterion.MAX, List.of(), 2, 7, 1).apply(ANN, WEIGHTS, DATA);

        assertThat(threshold(plain.network())).isCloseTo(0.84f, within(1e-6f));
        Converted first = new Calibrate(ThresholdCriterion.MAX, List.of(), 2, 1, 1).apply(ANN, WEIGHTS, DATA);
        assertThat(threshold(first.network())).isEqualTo(0.9f);
    }

    private static float threshold(Network network) {
        return network.node("spike1").layer() instanceof Layer.Spike(Lif lif) ? lif.threshold() : Float.NaN;
    }

    /// Each correction brings the read-out closer to the ANN's on the samples it was measured on, in a network with
    /// sums.
    @ParameterizedTest
    @EnumSource(names = {"BIAS", "POTENTIAL"})
    void aCorrectionBringsAResidualNetworkCloser(Correction correction) throws IOException {
        Dataset data = Samples.uniform(Shape.of(3, 16, 16), 16, Seed.of(5));
        Network ann = new ResNet12(0.08f).network(data.sample(), 5, Form.student(0));
        Weights weights = Ann.weights(ann, Seed.of(6));
        float[] wanted = Ann.outputs(ann, weights, data);

        double plain = distance(new Calibrate(ThresholdCriterion.MAX, List.of(), 8, 2, 16), ann, weights, data, wanted);
        double corrected = distance(
                new Calibrate(ThresholdCriterion.MMSE, List.of(correction), 8, 2, 16), ann, weights, data, wanted);

        assertThat(corrected).isLessThan(0.8 * plain);
    }

    private static double distance(Calibrate calibrate, Network ann, Weights weights, Dataset data, float[] wanted)
            throws IOException {
        Converted converted = calibrate.apply(ann, weights, data);
        converted.weights().checkedFor(converted.network());
        float[] found = Ann.outputs(converted.network(), converted.weights(), data);
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            sum += (found[i] - wanted[i]) * (found[i] - wanted[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void whatCannotBeCalibratedIsNamed() {
        Network dead = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        Weights negative = WEIGHTS.with("fc1.weight", Block.of(Shape.of(1, 1), -1));
        Network clip = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", new Layer.QuantisedClip(4, 8))
                .linear("fc2", 1)
                .network();

        assertThatThrownBy(() -> new Calibrate().apply(dead, negative, DATA))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'relu1' is 0 in 2 samples: the layer is dead, train the network longer or with a lower"
                        + " rate");
        assertThatThrownBy(() -> new Calibrate().apply(clip, Ann.weights(clip, Seed.of(1)), DATA))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'relu1' is a quantised clip, whose threshold is trained: convert with qcfs");
    }
}
