package org.spikestill.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;

class ArchitectureTest {
    private static final Shape CIFAR = Shape.of(3, 32, 32);

    /// Weights without biases at 10 classes, added up by hand from the layer table of the hybrid-conversion code.
    private static Stream<Arguments> documentedCounts() {
        return Stream.of(
                Arguments.of(
                        new Vgg7(),
                        9L * (3 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 256 * 256)
                                + 4096L * 4096
                                + 4096L * 4096
                                + 4096 * 10,
                        34.7), // 35.1 at 100 classes
                Arguments.of(
                        new Vgg16(),
                        9L * (3 * 64 + 64 * 64 + 64 * 128 + 128 * 128 + 128 * 256 + 2 * 256 * 256)
                                + 9L * (256 * 512 + 5 * 512 * 512)
                                + 2048L * 4096
                                + 4096L * 4096
                                + 4096 * 10,
                        39.9),
                Arguments.of(
                        new ResNet12(),
                        9L * (3 * 64 + 2 * 64 * 64)
                                + 9L * (2 * 64 * 64 + 64 * 128 + 128 * 128)
                                + 9L * (128 * 256 + 256 * 256 + 256 * 512 + 512 * 512)
                                + (64 * 128 + 128 * 256 + 256 * 512)
                                + 2048 * 10,
                        5.0),
                Arguments.of(new ResNet20(), 4_986_560L + 9L * 2 * (64 * 64 + 128 * 128 + 256 * 256 + 512 * 512), 11.3),
                Arguments.of(
                        new ResNet20Cifar(),
                        9L * (3 * 16 + 6 * 16 * 16)
                                + 9L * (16 * 32 + 5 * 32 * 32)
                                + 9L * (32 * 64 + 5 * 64 * 64)
                                + (16 * 32 + 32 * 64)
                                + 64 * 10,
                        0.3),
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
                        new ThreeConvTwoLinear(), 25L * (3 * 64 + 64 * 64) + 9L * 64 * 64 + 1024 * 64 + 64 * 10, 0.2),
                Arguments.of(new ChipNet(), 9L * (3 * 16 + 16 * 32 + 32 * 64) + 4096 * 10, 0.1),
                Arguments.of(new ConvNet(), 9L * (3 * 64 + 64 * 128 + 128 * 256) + 4096L * 256 + 256 * 10, 1.4),
                Arguments.of(
                        new ConvNet(List.of(8, 16), 5, List.of(32, 24)),
                        25L * (3 * 8 + 8 * 16) + 1024 * 32 + 32 * 24 + 24 * 10,
                        0.0));
    }

    @ParameterizedTest
    @MethodSource("documentedCounts")
    void aStudentHasTheDocumentedWeights(Architecture architecture, long weights, double documentedMillions) {
        long found = weights(architecture.network(CIFAR, 10, Form.student(0.2f)));

        assertThat(found).isEqualTo(weights);
        assertThat(Math.round(found / 1e5) / 10.0).isEqualTo(documentedMillions);
    }

    @Test
    void vggSevenHasTheDocumentedWeightsAtAHundredClasses() {
        assertThat(weights(new Vgg7().network(CIFAR, 100, Form.student(0)))).isEqualTo(35_071_680);
    }

    /// Layer by layer: a dense layer of c channels has norm 2c, conv1×1 128c, norm 256, conv3×3 9·128·32 parameters;
    /// a transition of c channels norm 2c and conv1×1 c·c/2.
    @Test
    void denseNetHasTheParametersOfItsLayers() {
        long parameters = 9 * 3 * 64;
        int channels = 64;
        int[] blocks = {6, 12, 24, 16};
        for (int block = 0; block < 4; block++) {
            if (block > 0) {
                parameters += 2 * channels + channels * channels / 2;
                channels /= 2;
            }
            for (int layer = 0; layer < blocks[block]; layer++) {
                parameters += 2 * channels + 128 * channels + 256 + 9 * 128 * 32;
                channels += 32;
            }
        }
        parameters += 2 * channels + channels * 10 + 10;
        Network network = new DenseNet121().network(CIFAR, 10, Form.teacher(0));

        assertThat(trained(network)).isEqualTo(parameters).isEqualTo(6_956_298);
        assertThat(network.shapes())
                .containsEntry("join6", Shape.of(256, 32, 32))
                .containsEntry("join18", Shape.of(512, 16, 16))
                .containsEntry("join42", Shape.of(1024, 8, 8))
                .containsEntry("join58", Shape.of(1024, 4, 4));
    }

    @Test
    void aSmallDenseNetKeepsTheForm() {
        Network network = new DenseNet121(4, List.of(2, 3)).network(Shape.of(1, 28, 28), 10, Form.teacher(0.1f));

        assertThat(network.shapes())
                .containsEntry("join2", Shape.of(16, 28, 28))
                .containsEntry("join5", Shape.of(20, 14, 14))
                .containsEntry("flatten", Shape.of(20));
    }

    @Test
    void aDenseNetIsNoStudent() {
        assertThatThrownBy(() -> new DenseNet121().network(CIFAR, 10, Form.student(0)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(
                        "densenet121 joins channels, which no spiking network does: take it as a teacher, and vgg9 or"
                                + " resnet12 as a student");
    }

    @Test
    void stagesOfTheResidualNetworksShrinkAsDocumented() {
        var shapes = new ResNet20().network(CIFAR, 10, Form.student(0.1f)).shapes();
        var cifar = new ResNet20Cifar().network(CIFAR, 10, Form.teacher(0)).shapes();

        assertThat(shapes)
                .containsEntry("pool3", Shape.of(64, 16, 16))
                .containsEntry("sum2", Shape.of(64, 16, 16))
                .containsEntry("sum4", Shape.of(128, 8, 8))
                .containsEntry("sum6", Shape.of(256, 4, 4))
                .containsEntry("sum8", Shape.of(512, 2, 2))
                .containsEntry("flatten", Shape.of(2048));
        assertThat(cifar)
                .containsEntry("sum3", Shape.of(16, 32, 32))
                .containsEntry("sum6", Shape.of(32, 16, 16))
                .containsEntry("sum9", Shape.of(64, 8, 8))
                .containsEntry("flatten", Shape.of(64));
    }

    @Test
    void aBlockAddsItsInputAndConvolvesItOnlyWhereTheShapeChanges() {
        Network network = new ResNet12().network(CIFAR, 10, Form.teacher(0));

        assertThat(network.node("sum1").inputs()).containsExactly("norm5", "pool3");
        assertThat(network.node("shortcut1").layer()).isEqualTo(new Layer.Conv2d(128, 1, 2, 0, true));
        assertThat(network.node("sum2").inputs()).containsExactly("norm7", "shortcutNorm1");
        assertThat(network.nodes().stream().filter(each -> each.layer() instanceof Layer.BatchNorm))
                .hasSize(3 + 8 + 3);
    }

    @Test
    void everyCurveOfAFormIsTheOneAskedFor() {
        Network network = new ResNet12(0.1f).network(CIFAR, 10, Form.student(0, new Activation.Qcfs(4, 2)));

        assertThat(network.nodes().stream().filter(each -> each.layer().equals(new Layer.QuantisedClip(4, 2))))
                .hasSize(11);
        assertThat(network.nodes()).noneMatch(each -> each.layer() instanceof Layer.Activation);
    }

    /// The largest factor by which the input's size may shrink leaves one pixel; other sizes work as well.
    @ParameterizedTest
    @MethodSource("students")
    void everyStudentTakesSmallAndLargeImages(Architecture student) {
        for (int edge : new int[] {16, 28, 64}) {
            Network network = student.network(Shape.of(1, edge, edge), 7, Form.student(0.2f));

            assertThat(network.shapes().get(network.output().name())).isEqualTo(Shape.of(7));
        }
    }

    private static Stream<Architecture> students() {
        return Stream.of(
                new ThreeConvTwoLinear(0.1f),
                new Vgg5(0.1f, 0.01f),
                new Vgg7(0.1f, 0.01f),
                new Vgg9(0.1f, 0.01f),
                new Vgg16(0.1f, 0.01f),
                new ResNet12(0.1f),
                new ResNet20(0.1f),
                new ResNet20Cifar(0.1f));
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
                        + " poolings, a larger image, or the architecture mlp");
    }

    private static long trained(Network network) {
        return network.parameters().stream()
                .filter(each -> each.kind() != Parameter.Kind.STATISTIC)
                .mapToLong(each -> each.shape().elements())
                .sum();
    }

    private static long weights(Network network) {
        return network.parameters().stream()
                .filter(each -> each.kind() == Parameter.Kind.WEIGHT)
                .mapToLong(each -> each.shape().elements())
                .sum();
    }

    @Test
    void anEvenKernelIsRefused() {
        assertThatThrownBy(() -> new ConvNet(List.of(8), 4, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernel is 4: it must be odd, so that maps keep their size");
    }

    @Test
    void moreHalvingsThanTheImageBearsAreRefused() {
        Architecture deep = new ConvNet(List.of(4, 4, 4, 4, 4, 4), 3, List.of());

        assertThatThrownBy(() -> deep.network(CIFAR, 10, Form.student(0))).isInstanceOf(InvalidNetwork.class);
    }
}
