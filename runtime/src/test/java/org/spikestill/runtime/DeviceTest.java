package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ChipNet;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.runtime.device.Device;

/// Whole networks on devices, beside the float engine. Weights are on the grids, so that both are exact.
class DeviceTest {
    private static final int TICKS = 9;
    private static final String HARD = "lif:reset.target=zero,threshold=1";

    private static Neuron.Firing neuron(String spec) {
        return (Neuron.Firing) Neuron.catalog().parse(spec);
    }

    private static Network chipNet(String neuron) {
        return new ChipNet(List.of(5, 7), List.of(2, 1), 3, List.of(11))
                .spiking(Shape.of(2, 9, 8), 4, Form.student(0), neuron(neuron), new FixedPoint(7), TICKS);
    }

    /// Even multiples of 1/256 from −60 to 60.
    private static Weights onGrid(Network network, long seed) {
        Chance chance = new Chance(seed);
        Weights weights = new Weights(Map.of());
        for (Parameter each : network.parameters()) {
            weights = weights.with(
                    each.name(),
                    Block.of(each.shape(), chance.fractions(each.shape().elements(), -50, 60, 128)));
        }
        return weights;
    }

    /// A membrane's decay shows in the spikes of the float engine too, which runs the equations of the neuron.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "loihi|" + HARD,
                "integer-lif|" + HARD,
                "integer-lif|lif",
                "loihi|loihi-lif",
                "loihi|loihi-lif:currentDecay=1500,voltageDecay=333"
            })
    void spikesAndLogitsAreThoseOfTheFloatEngine(String what) {
        Device device = Device.catalog().parse(what.substring(0, what.indexOf('|')));
        Network network = chipNet(what.substring(what.indexOf('|') + 1));
        Weights weights = onGrid(network, 4);
        try (Engine emulation = Engine.on(device, network, weights);
                Engine engine = Engine.of(network, weights)) {
            Session ours = emulation.open();
            Session theirs = engine.open();
            long spikes = 0;
            for (int sample = 0; sample < 20; sample++) {
                float[] raw = new Chance(100 + sample).fractions(network.input().elements(), 0, 255, 255);
                ours.begin(raw, 0);
                theirs.begin(raw, 0);
                while (ours.step() & theirs.step()) {
                    for (Network.Node node : network.firing()) {
                        assertThat(ours.spikes(node.name())).isEqualTo(theirs.spikes(node.name()));
                        spikes += ours.spikes(node.name()).length;
                    }
                    for (String layer : emulation.synapticLayers()) {
                        int tick = ours.prediction().ticks() - 1;
                        assertThat(ours.prediction().adds(layer, tick))
                                .isEqualTo(theirs.prediction().adds(layer, tick));
                    }
                }
                assertThat(ours.prediction().logits())
                        .isEqualTo(theirs.prediction().logits());
            }
            assertThat(spikes).isGreaterThan(5000);
        }
    }

    /// Average pooling over a power of two is a weight over the area, spike by spike.
    @Test
    void pooledSpikesHaveSynapsesOfTheirOwn() {
        Network network = Chain.of(1, 8, 9)
                .then("on", new Layer.Spike(neuron(HARD)))
                .then("pool", new Layer.AveragePool2d(2))
                .then("conv", new Layer.Conv2d(3, 3, 1, 1, true))
                .then("fire", new Layer.Spike(neuron(HARD)))
                .then("pool2", new Layer.AveragePool2d(2))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(3, true))
                .readOut(TICKS)
                .withEncoder(new FixedPoint(6));
        Weights weights = onGrid(network, 8);
        try (Engine emulation = Engine.on(Device.catalog().parse("loihi"), network, weights);
                Engine engine = Engine.of(network, weights)) {
            for (int sample = 0; sample < 20; sample++) {
                float[] raw = new Chance(sample).fractions(network.input().elements(), 0, 4, 4);
                Prediction ours = emulation.open().run(raw, 0);
                Prediction theirs = engine.open().run(raw, 0);
                assertThat(ours.logits()).isEqualTo(theirs.logits());
                assertThat(ours.spikes("fire")).isEqualTo(theirs.spikes("fire"));
            }
        }
    }

    /// Every layer at once, each a step behind the one before it, in plain arrays and 64-bit integers: what a chip does with
    /// its synaptic delay of one step.
    @Test
    void aPipelineOfDelayedLayersComesToTheSameLogitsLater() {
        Network network = Chain.of(6)
                .then("on", new Layer.Spike(neuron(HARD)))
                .then("fc1", new Layer.Linear(5, false))
                .then("hidden", new Layer.Spike(neuron(HARD)))
                .then("fc2", new Layer.Linear(3, false))
                .readOut(TICKS)
                .withEncoder(new FixedPoint(7));
        Weights weights = onGrid(network, 2);
        float[] raw = new Chance(3).fractions(6, 0, 128, 128);
        float[] first = weights.get("fc1.weight").toFloats();
        float[] second = weights.get("fc2.weight").toFloats();
        long[] bias = new long[6];
        Arrays.setAll(bias, i -> (long) (raw[i] * 128));
        long[][] membranes = {new long[6], new long[5], new long[3]};
        List<Integer> onSpikes = new ArrayList<>();
        List<Integer> hiddenSpikes = new ArrayList<>();
        for (int step = 0; step < TICKS + 2; step++) {
            add(second, hiddenSpikes, membranes[2]);
            long[] input = new long[5];
            add(first, onSpikes, input);
            hiddenSpikes = fire(membranes[1], input, 128);
            onSpikes = fire(membranes[0], bias, 128);
        }
        try (Engine emulation = Engine.on(Device.catalog().parse("loihi"), network, weights)) {
            float[] logits = emulation.open().run(raw, 0).logits();
            for (int k = 0; k < 3; k++) {
                assertThat(logits[k]).isEqualTo(membranes[2][k] / 128f);
            }
            assertThat(logits).isNotEqualTo(new float[3]);
        }
    }

    private static void add(float[] weight, List<Integer> spikes, long[] targets) {
        int inputs = weight.length / targets.length;
        for (int o = 0; o < targets.length; o++) {
            for (int i : spikes) {
                targets[o] += (long) (weight[o * inputs + i] * 128);
            }
        }
    }

    private static List<Integer> fire(long[] membranes, long[] input, long threshold) {
        List<Integer> spikes = new ArrayList<>();
        for (int i = 0; i < membranes.length; i++) {
            membranes[i] += input[i];
            if (membranes[i] > threshold) {
                spikes.add(i);
                membranes[i] = 0;
            }
        }
        return spikes;
    }

    private static Chain behindInput() {
        return Chain.of(1, 6, 6).then("on", new Layer.Spike(neuron(HARD)));
    }

    private static void refuses(Network network, Weights weights, String message) {
        assertThatThrownBy(() -> Engine.on(Device.catalog().parse("loihi"), network, weights))
                .hasMessage("Loihi does not run " + message);
    }

    @Test
    void refusalsNameLayerRuleAndWayOut() {
        Network direct = Chain.of(4).then("fc", new Layer.Linear(2, false)).readOut(3);
        refuses(
                direct,
                onGrid(direct, 1),
                "'fc', which reads values, and synapses carry spikes only: put a population on the input, as the"
                        + " architecture chipnet does");
        Network encoder = behindInput()
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, false))
                .readOut(3);
        refuses(
                encoder,
                onGrid(encoder, 1),
                "'on', which reads values that are no multiples of a power of two: use the encoder fixed-point in place"
                        + " of Direct");
        Network fits = encoder.withEncoder(new FixedPoint(7));
        Weights off = onGrid(fits, 1).with("fc.weight", Block.filled(Shape.of(2, 36), 0.1f));
        refuses(
                fits,
                off,
                "'fc', which holds the weight 0.1 and needs the mantissa 1677721.625, off its grid: train with the optimizer"
                        + " quantised-adam");
        Network thirds = behindInput()
                .then("pool", new Layer.AveragePool2d(3))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, false))
                .readOut(3)
                .withEncoder(new FixedPoint(7));
        refuses(
                thirds,
                onGrid(thirds, 1),
                "'pool', which averages 3×3 spikes, which takes weights off the grid: pool over a power of two, or use"
                        + " a stride");
        Network graded = behindInput()
                .then("pool", new Layer.AveragePool2d(2))
                .then("fire", new Layer.Spike(neuron(HARD)))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, false))
                .readOut(3)
                .withEncoder(new FixedPoint(7));
        refuses(
                graded,
                onGrid(graded, 1),
                "'pool', which passes averages, which are not binary, to the population 'fire': put a layer of synapses"
                        + " between");
    }
}
