package org.spikestill.lab.experiment.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.architecture.Vgg5;
import org.spikestill.model.architecture.Vgg9;

class PairingTest {
    private static final Shape CIFAR = Shape.of(3, 32, 32);

    @Test
    void threeResolutionsGiveThreeDepths() {
        assertThat(Pairing.automatic(teacher(new Vgg9()), student(new ThreeConvTwoLinear()), PairBy.RESOLUTION))
                .containsExactly(
                        new LayerPair("relu1", "relu1"),
                        new LayerPair("relu3", "relu2"),
                        new LayerPair("relu5", "relu3"));
    }

    /// VGG5 has 32×32 once and 16×16 twice: conv1, conv2, conv3 as in the paper's choice of depths.
    @Test
    void aStudentOfTwoResolutionsUsesBothMapsOfTheSecond() {
        assertThat(Pairing.automatic(teacher(new Vgg9()), student(new Vgg5()), PairBy.RESOLUTION))
                .containsExactly(
                        new LayerPair("relu1", "relu1"),
                        new LayerPair("relu2", "relu2"),
                        new LayerPair("relu3", "relu3"));
    }

    @Test
    void theLastMapOfAResolutionIsTaken() {
        assertThat(Pairing.automatic(teacher(new Vgg9()), student(new Vgg9()), PairBy.RESOLUTION))
                .containsExactly(
                        new LayerPair("relu1", "relu1"),
                        new LayerPair("relu5", "relu5"),
                        new LayerPair("relu7", "relu7"));
    }

    @Test
    void nothingInCommonIsRefused() {
        Network strided = network(new ThreeConvTwoLinear())
                .mapNodes(node ->
                        node.layer() instanceof Layer.Conv2d && node.name().equals("conv1")
                                ? node.withLayer(new Layer.Conv2d(64, 5, 3, 0, false))
                                : node);

        assertThatThrownBy(() -> Pairing.automatic(teacher(new Vgg5()), Taps.of(strided), PairBy.RESOLUTION))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("the teacher has maps of [32x32, 16x16], the student of [10x10, 5x5, 2x2], and they share"
                        + " no resolution: name layers with 'pairs', larger maps are then averaged down");
    }

    /// VGG9 has maps of 32×32, 16×16 and 8×8; those of a strided student are 10×10, 5×5 and 2×2.
    @Test
    void depthsPairLastWithLastWhateverTheResolution() {
        Network strided = network(new ThreeConvTwoLinear())
                .mapNodes(node ->
                        node.layer() instanceof Layer.Conv2d && node.name().equals("conv1")
                                ? node.withLayer(new Layer.Conv2d(64, 5, 3, 0, false))
                                : node);
        assertThat(Pairing.automatic(teacher(new Vgg9()), Taps.of(strided), PairBy.DEPTH))
                .containsExactly(
                        new LayerPair("relu1", "relu1"),
                        new LayerPair("relu5", "relu2"),
                        new LayerPair("relu7", "relu3"));
        assertThat(Pairing.automatic(teacher(new Vgg9()), student(new Vgg5()), PairBy.DEPTH))
                .containsExactly(
                        new LayerPair("relu1", "relu1"),
                        new LayerPair("relu5", "relu2"),
                        new LayerPair("relu7", "relu3"));
    }

    @Test
    void aNamedLayerMustHaveAMap() {
        Taps teacher = teacher(new Vgg9());
        Taps student = student(new ThreeConvTwoLinear());

        assertThat(Pairing.checked(List.of(new LayerPair("relu7", "relu1")), teacher, student))
                .hasSize(1);
        assertThatThrownBy(() -> Pairing.checked(List.of(new LayerPair("relu8", "relu1")), teacher, student))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("pairs name 'relu8' of the teacher, which has no such map; it has [relu1, relu2, relu3,"
                        + " relu4, relu5, relu6, relu7]");
    }

    private static Taps teacher(Architecture architecture) {
        return Taps.of(architecture.network(CIFAR, 10, Form.teacher(0)));
    }

    private static Taps student(Architecture architecture) {
        return Taps.of(network(architecture));
    }

    private static Network network(Architecture architecture) {
        return architecture.network(CIFAR, 10, Form.student(0));
    }
}
