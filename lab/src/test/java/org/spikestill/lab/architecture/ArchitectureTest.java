package org.spikestill.lab.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.architecture.Architecture.Form;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;

class ArchitectureTest {
    private static final Shape CIFAR = Shape.of(3, 32, 32);

    /// Weights without biases at 10 classes, added up by hand from the layer table of the hybrid-conversion code.
    private static Stream<Arguments> documentedCounts() {
        return Stream.of(
                Arguments.of(
                        new Vgg5(),
                        9L * (3 * 64 + 64 * 128 + 128 * 128) + 8192L * 4096 + 4096L * 4096 + 4096 * 10,
                        50.6),
                Arguments.of(
                        new Vgg9(),
                        9L * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 256 + 256 * 512 + 512 * 512 + 512 * 512)
                                + 2048L * 4096
                                + 4096L * 4096
                                + 4096 * 10,
                        32.1),
                Arguments.of(
                        new ThreeConvTwoLinear(), 25L * (3 * 64 + 64 * 64) + 9L * 64 * 64 + 1024 * 64 + 64 * 10, 0.2));
    }

    @ParameterizedTest
    @MethodSource("documentedCounts")
    void aStudentHasTheDocumentedWeights(Architecture architecture, long weights, double documentedMillions) {
        long found = weights(architecture.network(CIFAR, 10, Form.student(0.2f)));

        assertThat(found).isEqualTo(weights);
        assertThat(Math.round(found / 1e5) / 10.0).isEqualTo(documentedMillions);
    }

    @Test
    void aTeacherHasTheSameWeightsWithBiasAndNormalisation() {
        Network student = new Vgg9(0.5f, 0.1f).network(CIFAR, 10, Form.student(0));
        Network teacher = new Vgg9(0.5f, 0.1f).network(CIFAR, 10, Form.teacher(0));

        assertThat(weights(teacher)).isEqualTo(weights(student));
        assertThat(student.parameters()).allMatch(each -> each.kind() == Parameter.Kind.WEIGHT);
        assertThat(teacher.nodes().stream().filter(each -> each.layer() instanceof Layer.BatchNorm))
                .hasSize(7);
        assertThat(teacher.parameters().stream().filter(each -> each.name().endsWith("conv1.bias")))
                .hasSize(1);
    }

    @Test
    void poolingReplacesTheDropoutOfItsConvolution() {
        Network network = new Vgg5().network(CIFAR, 10, Form.student(0.3f));

        assertThat(network.nodes().stream().map(Network.Node::name).toList())
                .containsExactlyElementsOf(List.of(
                        "conv1",
                        "relu1",
                        "pool1",
                        "conv2",
                        "relu2",
                        "dropout2",
                        "conv3",
                        "relu3",
                        "pool3",
                        "flatten",
                        "fc1",
                        "relu4",
                        "dropout4",
                        "fc2",
                        "relu5",
                        "dropout5",
                        "fc3"));
    }

    @Test
    void mapsOfVggNineShrinkAsDocumented() {
        var shapes = new Vgg9().network(CIFAR, 10, Form.student(0)).shapes();

        assertThat(shapes.get("relu1")).isEqualTo(Shape.of(64, 32, 32));
        assertThat(shapes.get("relu4")).isEqualTo(Shape.of(256, 8, 8));
        assertThat(shapes.get("relu7")).isEqualTo(Shape.of(512, 2, 2));
    }

    @Test
    void anImageTooSmallForThePoolingsIsRefused() {
        assertThatThrownBy(() -> new Vgg9().network(Shape.of(1, 8, 8), 10, Form.student(0)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'pool6' has a window of 2 on an input of [512, 1, 1]: the map is too small, use fewer"
                        + " poolings or a larger image");
    }

    private static long weights(Network network) {
        return network.parameters().stream()
                .filter(each -> each.kind() == Parameter.Kind.WEIGHT)
                .mapToLong(each -> each.shape().elements())
                .sum();
    }
}
