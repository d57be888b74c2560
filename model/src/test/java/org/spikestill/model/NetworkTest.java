package org.spikestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LearnedLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Settings;

class NetworkTest {
    private static final Shape MAP = Shape.of(3, 9, 8);

    private static Network.Node node(String name, Layer layer, String... inputs) {
        return new Network.Node(name, layer, List.of(inputs));
    }

    private static Network network(Network.Node... nodes) {
        return new Network(MAP, Scaling.none(3), new Direct(), 4, List.of(nodes));
    }

    private static Layer conv(int kernel, int stride, int padding) {
        return new Layer.Conv2d(5, kernel, stride, padding, true);
    }

    private static Network residual() {
        return network(
                node("conv1", conv(3, 1, 1), "input"),
                node("norm1", new Layer.BatchNorm(), "conv1"),
                node("spike1", new Layer.Spike(new Lif()), "norm1"),
                node("conv2", Layer.Conv2d.same(5, 5, false), "spike1"),
                node("sum", new Layer.Add(), "conv2", "spike1"),
                node("pool", new Layer.AveragePool2d(2), "sum"),
                node("drop", new Layer.Dropout(0.5f), "pool"),
                node("flat", new Layer.Flatten(), "drop"),
                node("fc", new Layer.Linear(10, true), "flat"),
                node("out", new Layer.Spike(new Integrator()), "fc"));
    }

    @Test
    void shapesFollowFromTheInput() {
        assertThat(residual().shapes())
                .containsExactly(
                        Map.entry("input", MAP),
                        Map.entry("conv1", Shape.of(5, 9, 8)),
                        Map.entry("norm1", Shape.of(5, 9, 8)),
                        Map.entry("spike1", Shape.of(5, 9, 8)),
                        Map.entry("conv2", Shape.of(5, 9, 8)),
                        Map.entry("sum", Shape.of(5, 9, 8)),
                        Map.entry("pool", Shape.of(5, 4, 4)),
                        Map.entry("drop", Shape.of(5, 4, 4)),
                        Map.entry("flat", Shape.of(80)),
                        Map.entry("fc", Shape.of(10)),
                        Map.entry("out", Shape.of(10)));
    }

    /// Places a window fits: counted one by one.
    @ParameterizedTest
    @CsvSource({"3,1,0", "3,2,0", "3,2,1", "5,3,4", "1,1,0", "8,1,0", "8,9,7"})
    void aWindowIsPlacedWhereverItFits(int kernel, int stride, int padding) {
        Shape found = network(node("conv", conv(kernel, stride, padding), "input"))
                .shapes()
                .get("conv");
        assertThat(found)
                .isEqualTo(Shape.of(5, places(9, kernel, stride, padding), places(8, kernel, stride, padding)));
    }

    private static int places(int extent, int kernel, int stride, int padding) {
        int places = 0;
        for (int at = -padding; at + kernel <= extent + padding; at += stride) {
            places++;
        }
        return places;
    }

    @Test
    void parametersAreListedInOrderOfUse() {
        assertThat(residual().parameters())
                .containsExactly(
                        new Parameter("conv1", Parameter.Role.WEIGHT, Shape.of(5, 3, 3, 3)),
                        new Parameter("conv1", Parameter.Role.BIAS, Shape.of(5)),
                        new Parameter("norm1", Parameter.Role.SCALE, Shape.of(5)),
                        new Parameter("norm1", Parameter.Role.SHIFT, Shape.of(5)),
                        new Parameter("norm1", Parameter.Role.RUNNING_MEAN, Shape.of(5)),
                        new Parameter("norm1", Parameter.Role.RUNNING_VARIANCE, Shape.of(5)),
                        new Parameter("conv2", Parameter.Role.WEIGHT, Shape.of(5, 5, 5, 5)),
                        new Parameter("fc", Parameter.Role.WEIGHT, Shape.of(10, 80)),
                        new Parameter("fc", Parameter.Role.BIAS, Shape.of(10)));
    }

    @Test
    void channelsAreJoinedInOrder() {
        Network network = network(
                node("conv1", conv(3, 1, 1), "input"),
                node("clip", new Layer.QuantisedClip(4, 8), "conv1"),
                node("join", new Layer.Concat(), "input", "clip", "conv1"),
                node("flat", new Layer.Flatten(), "join"),
                node("both", new Layer.Concat(), "flat", "flat"));

        assertThat(network.shapes())
                .containsEntry("join", Shape.of(3 + 5 + 5, 9, 8))
                .containsEntry("both", Shape.of(2 * 13 * 72));
        assertThat(network.parameters())
                .contains(new Parameter("clip", Parameter.Role.THRESHOLD, Shape.of(1)))
                .hasSize(3);
        assertThat(Settings.read(Network.class, Settings.write(network), "")).isEqualTo(network);
    }

    @Test
    void spikingPartsAreFound() {
        Network network = residual();
        assertThat(network.initialStates())
                .extracting(Parameter::name, Parameter::role, Parameter::shape)
                .containsExactly(
                        tuple("spike1.v", Parameter.Role.INITIAL_STATE, Shape.of(5, 9, 8)),
                        tuple("out.v", Parameter.Role.INITIAL_STATE, Shape.of(10)));
        assertThat(network.firing()).extracting(Network.Node::name).containsExactly("spike1");
        assertThat(network.isSpiking()).isTrue();
        assertThat(network(node("flat", new Layer.Flatten(), "input")).isSpiking())
                .isFalse();
    }

    @Test
    void everyNodeKnowsItsReaders() {
        Network network = network(
                node("flat", new Layer.Flatten(), "input"),
                node("twice", new Layer.Add(), "flat", "flat"),
                node("sum", new Layer.Add(), "twice", "flat"));
        assertThat(network.readers("flat")).extracting(Network.Node::name).containsExactly("twice", "twice", "sum");
        assertThat(network.readers("sum")).isEmpty();
        assertThat(network.readers()).containsOnlyKeys("input", "flat", "twice", "sum");
        network.readers().forEach((name, readers) -> assertThat(readers).isEqualTo(network.readers(name)));
    }

    /// Names are what files hold: they never change.
    @Test
    void parametersAreNamedByNodeAndRole() {
        assertThat(residual().parameters())
                .extracting(Parameter::name, Parameter::kind)
                .containsExactly(
                        tuple("conv1.weight", Parameter.Kind.WEIGHT),
                        tuple("conv1.bias", Parameter.Kind.OFFSET),
                        tuple("norm1.weight", Parameter.Kind.OFFSET),
                        tuple("norm1.bias", Parameter.Kind.OFFSET),
                        tuple("norm1.running_mean", Parameter.Kind.STATISTIC),
                        tuple("norm1.running_var", Parameter.Kind.STATISTIC),
                        tuple("conv2.weight", Parameter.Kind.WEIGHT),
                        tuple("fc.weight", Parameter.Kind.WEIGHT),
                        tuple("fc.bias", Parameter.Kind.OFFSET));
        assertThat(network(
                                node("conv1", conv(3, 1, 1), "input"),
                                node("spike1", new Layer.Spike(new LearnedLif()), "conv1"))
                        .parameters())
                .extracting(Parameter::name, Parameter::role)
                .contains(
                        tuple("spike1.threshold_offset", Parameter.Role.CONSTANT),
                        tuple("spike1.leak_offset", Parameter.Role.CONSTANT));
    }

    @Test
    void aNetworkIsAValue() {
        assertThat(residual()).isEqualTo(residual());
        assertThat(residual().withTicks(9)).isNotEqualTo(residual());
        assertThat(residual().mapNodes(node -> node)).isEqualTo(residual());
        assertThat(Settings.read(Network.class, Settings.write(residual()), "")).isEqualTo(residual());
    }

    @Test
    void layersThatDoNotFitSayWhatWould() {
        demand(
                "'fc' is linear but its input is the map [3, 9, 8]: put a flatten before it",
                node("fc", new Layer.Linear(2, true), "input"));
        demand(
                "'conv' needs a map [C, H, W], its input is [216]: for vectors use linear layers alone, the architecture mlp",
                node("flat", new Layer.Flatten(), "input"),
                node("conv", conv(3, 1, 1), "flat"));
        demand(
                "'pool' has a window of 9 on an input of [3, 9, 8]: the map is too small, use fewer poolings, a larger image, or the architecture mlp",
                node("pool", new Layer.AveragePool2d(9), "input"));
        demand(
                "'sum' adds [3, 9, 8] and [3, 4, 4]: shapes must be equal",
                node("pool", new Layer.AveragePool2d(2), "input"),
                node("sum", new Layer.Add(), "input", "pool"));
        demand(
                "'join' joins [3, 9, 8] and [3, 4, 4] along the channels: height and width must be equal",
                node("pool", new Layer.AveragePool2d(2), "input"),
                node("join", new Layer.Concat(), "input", "pool"));
        demand(
                "'join' joins [3, 9, 8] and [216] along the channels: height and width must be equal",
                node("flat", new Layer.Flatten(), "input"),
                node("join", new Layer.Concat(), "input", "flat"));
        demand("'join' has 1 inputs, Concat takes 2 or more", node("join", new Layer.Concat(), "input"));
        demand("'sum' has 1 inputs, Add takes 2", node("sum", new Layer.Add(), "input"));
        demand("'flat' has 0 inputs, Flatten takes 1", node("flat", new Layer.Flatten()));
        demand(
                "'a' reads 'b', which no earlier node is called: list nodes in topological order",
                node("a", new Layer.Flatten(), "b"),
                node("b", new Layer.Flatten(), "input"));
        demand(
                "two nodes are called 'a': names must be unique",
                node("a", new Layer.Flatten(), "input"),
                node("a", new Layer.Flatten(), "input"));
        demand("two nodes are called 'input': names must be unique", node("input", new Layer.Flatten(), "input"));
        demand(
                "node name 'a.b' is blank or has a dot: use letters and digits",
                node("a.b", new Layer.Flatten(), "input"));
        demand("a network needs at least one node");
    }

    @Test
    void settingsHaveBounds() {
        assertThatThrownBy(() -> residual().withTicks(0)).hasMessage("ticks is 0: it must lie between 1 and 100000");
        assertThatThrownBy(() -> new Network(
                        MAP, Scaling.none(1), new Direct(), 4, residual().nodes()))
                .hasMessage("scaling names 1 channels, the input has 3");
        assertThatThrownBy(() -> conv(3, 1, 3))
                .hasMessage("padding is 3: it must be at least 0 and below the kernel size 3");
        assertThatThrownBy(() -> new Layer.Dropout(1)).hasMessage("rate is 1.0: it must be at least 0 and below 1");
        assertThatThrownBy(() -> new Layer.QuantisedClip(0, 8))
                .hasMessage("levels is 0: it must be a whole number from 1 to 100000");
        assertThatThrownBy(() -> new Layer.QuantisedClip(4, 0))
                .hasMessage("start is 0.0: it must be finite and above 0");
        assertThatThrownBy(() -> new Layer.Linear(0, true))
                .hasMessage("outputs is 0: it must be a whole number from 1 to 1048576");
        assertThatThrownBy(() -> residual().node("fc1"))
                .hasMessage(
                        "there is no node 'fc1'; there are [conv1, norm1, spike1, conv2, sum, pool, drop, flat, fc, out]");
    }

    private static void demand(String message, Network.Node... nodes) {
        assertThatThrownBy(() -> network(nodes))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(message);
    }
}
