package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.settings.Seed;

/// Normalisation of weights after Diehl et al., against factors worked out by hand.
class WeightNormalisationTest {
    /// Three hidden layers of one or two units, with a bias in the second.
    private static final Network ANN = Ann.of(2)
            .linear("fc1", 2)
            .then("relu1", Ann.RELU)
            .then("fc2", new Layer.Linear(1, true))
            .then("relu2", Ann.RELU)
            .linear("fc3", 1)
            .then("relu3", Ann.RELU)
            .linear("fc4", 2)
            .network();

    private static final Weights WEIGHTS = new Weights(Map.of(
            "fc1.weight", Block.of(Shape.of(2, 2), 2, 0, -1, 1),
            "fc2.weight", Block.of(Shape.of(1, 2), 3, 5),
            "fc2.bias", Block.of(Shape.of(1), 1.5f),
            "fc3.weight", Block.of(Shape.of(1, 1), 0.1f),
            "fc4.weight", Block.of(Shape.of(2, 1), 1, -1)));

    /// Activations: (2, 0) and (0.5, 0.5); 3·2 + 1.5 = 7.5 and 1.5 + 2.5 + 1.5 = 5.5; 0.75 and 0.55.
    private static final Dataset DATA = Samples.of(new float[] {1, 0.5f}, new float[] {0.25f, 0.75f});

    /// f = max(2, 2) = 2, max(5, 7.5) = 7.5, max(0.1, 0.75) = 0.75.
    @Test
    void factorsOfTheDataFollowTheFormula() throws IOException {
        Converted normalised = new NormaliseByData().apply(ANN, WEIGHTS, DATA);

        assertValues(normalised, "fc1.weight", 1, 0, -0.5f, 0.5f);
        assertValues(normalised, "fc2.weight", 3 * 2 / 7.5f, 5 * 2 / 7.5f);
        assertValues(normalised, "fc2.bias", 1.5f / 7.5f);
        assertValues(normalised, "fc3.weight", 0.1f * 7.5f / 0.75f);
        assertValues(normalised, "fc4.weight", 0.75f, -0.75f);
        assertThat(normalised.changes())
                .containsExactly(
                        "'fc1' is divided by 2.0, the largest activation or weight, and multiplied by 1.0",
                        "'fc2' is divided by 7.5, the largest activation or weight, and multiplied by 2.0",
                        "'fc3' is divided by 0.75, the largest activation or weight, and multiplied by 7.5",
                        "'fc4' is multiplied by 0.75");
    }

    /// A layer whose largest weight exceeds its activations is divided by that: f_1 = max(2, 0.2) = 2.
    @Test
    void aLargeWeightCountsToo() throws IOException {
        Converted normalised = new NormaliseByData().apply(ANN, WEIGHTS, Samples.of(new float[] {0.1f, 0.1f}));

        assertValues(normalised, "fc1.weight", 1, 0, -0.5f, 0.5f);
    }

    /// Handed on are 2, 7.5/2 = 3.75 and 0.75/3.75 = 0.2 instead of 2, 7.5 and 0.75.
    @Test
    void theReleasedCodeHandsOnQuotients() throws IOException {
        Converted normalised = new NormaliseByData(1, 512, true).apply(ANN, WEIGHTS, DATA);

        assertValues(normalised, "fc2.weight", 3 * 2 / 7.5f, 5 * 2 / 7.5f);
        assertValues(normalised, "fc3.weight", 0.1f * 3.75f / 0.75f);
        assertValues(normalised, "fc4.weight", 0.2f, -0.2f);
    }

    /// Sorted activations of layer 1: 0, 0.5, 0.5, 2; k = 1 + round(0.7·3) = 3: 0.5, though a weight is 2.
    @Test
    void aQuantileLeavesWeightsOut() throws IOException {
        Converted normalised = new NormaliseByData(0.7f, 512, false).apply(ANN, WEIGHTS, DATA);

        assertValues(normalised, "fc1.weight", 4, 0, -2, 2);
    }

    /// Positive sums: 2 and 1, so 2; 3 + 5 = 8; 0.1. Biases by the products 16.
    @Test
    void factorsOfTheModelAreSumsOfPositiveWeights() {
        Converted normalised = new NormaliseByModel().apply(ANN, WEIGHTS, DATA);

        assertValues(normalised, "fc1.weight", 1, 0, -0.5f, 0.5f);
        assertValues(normalised, "fc2.weight", 3 / 8f, 5 / 8f);
        assertValues(normalised, "fc2.bias", 1.5f / 16);
        assertValues(normalised, "fc3.weight", 1);
        assertValues(normalised, "fc4.weight", 1, -1);
        assertThat(normalised.changes())
                .containsExactly(
                        "'fc1' is divided by 2.0, the largest sum of positive weights of a unit",
                        "'fc2' is divided by 8.0, the largest sum of positive weights of a unit",
                        "'fc3' is divided by 0.1, the largest sum of positive weights of a unit");
    }

    /// By data, outputs stay; by the model they are divided by all factors, 2·8·0.1 = 1.6. No activation exceeds 1.
    @Test
    void aNormalisedNetworkComputesTheSame() throws IOException {
        float[] before = Ann.outputs(ANN, WEIGHTS, DATA);
        Converted byData = new NormaliseByData().apply(ANN, WEIGHTS, DATA);
        Converted byModel = new NormaliseByModel().apply(ANN, WEIGHTS, DATA);

        assertThat(Ann.outputs(ANN, byData.weights(), DATA)).containsExactly(before, within(1e-6f));
        float[] divided = Ann.outputs(ANN, byModel.weights(), DATA);
        for (int i = 0; i < before.length; i++) {
            assertThat(divided[i]).isCloseTo(before[i] / 1.6f, within(1e-6f));
        }
        for (String activation : new String[] {"relu1", "relu2", "relu3"}) {
            for (float value : Ann.values(ANN, byData.weights(), activation, DATA)) {
                assertThat(value).isLessThanOrEqualTo(1 + 1e-6f);
            }
        }
    }

    @Test
    void whatIsNoSequenceIsNamed() {
        Network residual = new ResNet12(0.05f).network(Shape.of(1, 16, 16), 2, Form.student(0));
        Weights weights = Ann.weights(residual, Seed.of(1));

        assertThatThrownBy(() -> new NormaliseByModel().apply(residual, weights, DATA))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'sum1' reads [conv5, pool3], but weights are normalised one layer after the other: convert"
                        + " with rmp, threshold-balancing or light-calibration");
        Network clipped = Ann.of(2)
                .linear("fc1", 2)
                .then("clip1", new Layer.QuantisedClip(4, 2))
                .network();
        assertThatThrownBy(() -> new NormaliseByData().apply(clipped, Ann.weights(clipped, Seed.of(1)), DATA))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'clip1' is a quantised clip, whose threshold is trained: convert with qcfs");
    }

    private static void assertValues(Converted converted, String name, float... wanted) {
        assertThat(converted.weights().get(name).toFloats()).containsExactly(wanted, within(1e-6f));
    }
}
