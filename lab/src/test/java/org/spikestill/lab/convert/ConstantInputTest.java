package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;

/// What conversion rests on: spikes of a neuron without leak, with soft reset, under constant input.
class ConstantInputTest {
    private static final int SAMPLES = 400;

    /// Currents from −0.5 to 2.5, none of which falls on a step.
    private static float[][] currents() {
        float[][] currents = new float[SAMPLES][1];
        for (int i = 0; i < SAMPLES; i++) {
            currents[i][0] = 3 * Seed.uniform(7, i) - 0.5f;
        }
        return currents;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "4, 1, 0", "100, 1, 0", "16, 0.7, 0", "4, 1, 0.5", "16, 0.7, 0.5", "33, 1.9, 0.5"})
    void spikesAreTheClippedQuotient(int ticks, float threshold, float start) throws IOException {
        Network network = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        Weights weights = new Weights(
                Map.of("fc1.weight", Block.of(Shape.of(1, 1), 1), "fc2.weight", Block.of(Shape.of(1, 1), 1)));
        Dataset data = Samples.of(currents());
        Converted hard = new ReluToSpike(hard(2 * threshold), new Direct(), ticks).apply(network, weights, data);
        Converted soft = new SoftReset(0.5f).apply(hard.network(), hard.weights(), data);
        Weights charged = soft.weights().with("spike1.v", Block.of(Shape.of(1), start * threshold));

        float[] rates = Ann.values(soft.network(), charged, "spike1", data);

        for (int i = 0; i < SAMPLES; i++) {
            double quotient = Math.floor((double) ticks * currents()[i][0] / threshold + start);
            assertThat(Math.round(rates[i] * ticks))
                    .as("spikes of a current of %s", currents()[i][0])
                    .isEqualTo((long) Math.clamp(quotient, 0, ticks));
        }
    }

    private static Lif hard(float threshold) {
        Lif lif = new Lif();
        return new Lif(0.9f, threshold, new Reset(Reset.Target.ZERO, true), lif.order(), lif.surrogate());
    }

    @Test
    void softResetSaysWhatItChanges() {
        Network network = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        Weights weights = Ann.weights(network, Seed.of(1));
        Dataset data = Samples.of(new float[] {1});
        Converted spiking = new ReluToSpike(hard(2), new Direct(), 4).apply(network, weights, data);

        Converted soft = new SoftReset(0.5f).apply(spiking.network(), spiking.weights(), data);

        assertThat(soft.network().node("spike1").layer()).isEqualTo(new Layer.Spike(new Lif()));
        assertThat(soft.weights()).isEqualTo(spiking.weights());
        assertThat(soft.changes()).containsExactly("'spike1' keeps what exceeds its threshold 1.0 (0.5 of 2.0)");
        assertThatThrownBy(() -> new SoftReset().apply(network, weights, data))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("the network has no spiking layer: put relu-to-spike before soft-reset");
    }

    /// At T = L the mean of the spikes, times the threshold, is the clip's value, to the rounding of the two.
    @ParameterizedTest
    @CsvSource({"1", "4", "8", "32"})
    void aQuantisedClipIsWhatItsNeuronFires(int levels) throws IOException {
        Network network = Ann.of(1)
                .linear("fc1", 1)
                .then("clip1", new Layer.QuantisedClip(levels, 8))
                .linear("fc2", 1)
                .network();
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(1, 1), 1.3f),
                "clip1.threshold", Block.of(Shape.of(1), 1.7f),
                "fc2.weight", Block.of(Shape.of(1, 1), -2)));
        Dataset data = Samples.of(currents());

        Converted spiking = new ClipToSpike(new Lif(), new Direct(), levels).apply(network, weights, data);

        float[] sums = Ann.outputs(spiking.network(), spiking.weights(), data);
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= levels;
        }
        assertThat(sums)
                .as("read-out after the last tick")
                .containsExactly(Ann.outputs(network, weights, data), within(1e-5f));
        assertThat(spiking.network().node("clip1Spike").layer())
                .isEqualTo(new Layer.Spike(new Lif().withThreshold(1.7f)));
        assertThat(spiking.weights().get("clip1Spike.v").toFloats()).containsExactly(0.85f);
        assertThat(spiking.weights().get("fc2.weight").toFloats())
                .containsExactly(new float[] {-3.4f / levels}, within(1e-6f));
        assertThat(spiking.changes())
                .containsExactly(
                        "'clip1' became 'clip1Spike', lif:threshold=1.7",
                        "'readout' integrates the last layer",
                        "weights of 'fc2' are multiplied by " + 1.7f / levels
                                + ", so that spikes are worth their amplitude");
    }
}
