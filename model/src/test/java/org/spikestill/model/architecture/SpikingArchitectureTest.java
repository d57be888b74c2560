package org.spikestill.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;

class SpikingArchitectureTest {
    private static final Lif NEURON = new Lif().withThreshold(0.7f);

    static Stream<Architecture> architectures() {
        return Architecture.catalog().names().stream()
                .map(name -> Architecture.catalog().parse(name))
                .filter(architecture -> !(architecture instanceof DenseNet121)); // joins channels: for teachers only
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void populationsStandInThePlaceOfActivations(Architecture architecture) {
        Shape image = Shape.of(3, 32, 32);
        Network artificial = architecture.network(image, 10, Form.student(0.1f));
        Network spiking = architecture.spiking(image, 10, Form.student(0.1f), NEURON, new Poisson(), 5);

        assertThat(spiking.ticks()).isEqualTo(5);
        assertThat(spiking.encoder()).isEqualTo(new Poisson());
        assertThat(spiking.output().layer()).isEqualTo(new Layer.Spike(new Integrator()));
        assertThat(spiking.firing())
                .hasSize((int) artificial.nodes().stream()
                        .filter(node -> node.layer() instanceof Layer.Activation)
                        .count())
                .allSatisfy(node -> assertThat(node.layer()).isEqualTo(new Layer.Spike(NEURON)));
        assertThat(spiking.nodes()).noneMatch(node -> node.layer() instanceof Layer.Activation);
        assertThat(spiking.parameters().stream().map(Parameter::name))
                .as("the same weights")
                .containsExactlyElementsOf(
                        artificial.parameters().stream().map(Parameter::name).toList());
    }

    @Test
    void aPerceptronTakesVectorsAndMaps() {
        Mlp mlp = new Mlp(List.of(5, 4));
        assertThat(mlp.network(Shape.of(1), 1, Form.teacher(0)).parameters().stream()
                        .map(each -> each.name() + " " + each.shape()))
                .containsExactly(
                        "fc1.weight [5, 1]",
                        "fc1.bias [5]",
                        "fc2.weight [4, 5]",
                        "fc2.bias [4]",
                        "fc3.weight [1, 4]",
                        "fc3.bias [1]");
        assertThat(mlp.network(Shape.of(2, 3, 3), 7, Form.student(0))
                        .parameters()
                        .getFirst()
                        .shape())
                .isEqualTo(Shape.of(5, 18));
    }

    @Test
    void normalisedShapesHaveNoSpikingForm() {
        assertThatThrownBy(
                        () -> new ConvNet().spiking(Shape.of(3, 32, 32), 10, Form.teacher(0), NEURON, new Direct(), 4))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'norm1' is a batch normalisation, which spikes cannot carry: fold it into the layer before"
                        + " it, or train without it");
    }
}
