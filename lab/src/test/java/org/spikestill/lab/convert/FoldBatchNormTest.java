package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.DenseNet121;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.architecture.Vgg5;
import org.spikestill.model.settings.Seed;

class FoldBatchNormTest {
    private static final Dataset NONE = Samples.of(new float[] {0, 0});

    /// g/√(var + epsilon) is 3/√(0.21 + 0.04) = 6 and −1/√(0.96 + 0.04) = −1.
    @Test
    void weightsAndBiasTakeTheNormalisationIn() {
        Network network = Ann.of(2)
                .then("fc1", new Layer.Linear(2, true))
                .then("norm1", new Layer.BatchNorm(0.04f))
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(2, 2), 2, 0, 1, 5),
                "fc1.bias", Block.of(Shape.of(2), 1, 2),
                "norm1.weight", Block.of(Shape.of(2), 3, -1),
                "norm1.bias", Block.of(Shape.of(2), 0.5f, 7),
                "norm1.running_mean", Block.of(Shape.of(2), 4, 1),
                "norm1.running_var", Block.of(Shape.of(2), 0.21f, 0.96f),
                "fc2.weight", Block.of(Shape.of(1, 2), 1, 1)));

        Converted folded = new FoldBatchNorm().apply(network, weights, NONE);

        assertThat(folded.weights().get("fc1.weight").toFloats())
                .containsExactly(new float[] {12, 0, -1, -5}, within(1e-5f));
        assertThat(folded.weights().get("fc1.bias").toFloats())
                .containsExactly(new float[] {(1 - 4) * 6 + 0.5f, (2 - 1) * -1 + 7}, within(1e-5f));
        assertThat(folded.network().nodes()).extracting(Network.Node::name).containsExactly("fc1", "relu1", "fc2");
        assertThat(folded.network().node("relu1").inputs()).containsExactly("fc1");
        assertThat(folded.changes()).containsExactly("'norm1' is folded into 'fc1'");
    }

    @ParameterizedTest
    @MethodSource("teachers")
    void aFoldedNetworkComputesTheSame(Architecture architecture) throws IOException {
        Dataset data = Samples.uniform(Shape.of(3, 16, 16), 8, Seed.of(1));
        Network network = architecture.network(data.sample(), 10, Form.teacher(0.1f));
        Weights weights = Ann.weights(network, Seed.of(2));

        Converted folded = new FoldBatchNorm().apply(network, weights, data);

        assertThat(folded.network().nodes()).noneMatch(each -> each.layer() instanceof Layer.BatchNorm);
        folded.weights().checkedFor(folded.network());
        assertThat(Ann.outputs(folded.network(), folded.weights(), data))
                .containsExactly(Ann.outputs(network, weights, data), within(1e-5f));
    }

    private static List<Architecture> teachers() {
        return List.of(new Vgg5(0.1f, 0.01f), new ResNet12(0.1f));
    }

    @Test
    void aNetworkWithoutNormalisationStaysAsItIs() {
        Network network = Ann.of(2).linear("fc1", 2).network();
        Weights weights = Ann.weights(network, Seed.of(1));

        Converted folded = new FoldBatchNorm().apply(network, weights, NONE);

        assertThat(folded).isEqualTo(new Converted(network, weights, List.of()));
    }

    @Test
    void aNormalisationWithNothingToFoldItIntoIsNamed() {
        Network dense = new DenseNet121(2, List.of(1)).network(Shape.of(1, 4, 4), 2, Form.teacher(0));
        Network shared = Ann.of(2)
                .linear("fc1", 2)
                .then("norm1", new Layer.BatchNorm())
                .then("sum", new Layer.Add(), "fc1", "norm1")
                .network();

        assertThatThrownBy(() -> new FoldBatchNorm().apply(dense, Ann.weights(dense, Seed.of(1)), NONE))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'norm1' normalises 'conv1', which others read too: convert an architecture that normalises"
                        + " right behind each layer, such as vgg9 or resnet12");
        assertThatThrownBy(() -> new FoldBatchNorm().apply(shared, Ann.weights(shared, Seed.of(1)), NONE))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessageStartingWith("'norm1' normalises 'fc1', which others read too");
        Network first = Ann.of(2, 2, 2).then("norm1", new Layer.BatchNorm()).network();
        assertThatThrownBy(() -> new FoldBatchNorm().apply(first, Ann.weights(first, Seed.of(1)), NONE))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessageStartingWith("'norm1' normalises 'input', which has no weights to fold it into");
    }
}
