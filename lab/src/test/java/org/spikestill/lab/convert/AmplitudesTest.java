package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.architecture.ResNet20;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.LearnedLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;

/// Spikes that are worth another amplitude than 1.
class AmplitudesTest {
    /// One unit per layer: x → 2x → clip λ = 3 → identity + 4·clip → clip λ = 6. A spike of clip1 is worth 3, which
    /// the sum cannot scale: fc2 passes currents in threes, so its weights stay 4·3/3 = 4, its bias becomes 0.9/3
    /// and the second threshold 6/3.
    @Test
    void anIdentityForcesItsWorthOnTheOtherWay() {
        Network network = Ann.of(1)
                .linear("fc1", 1)
                .then("clip1", new Layer.QuantisedClip(4, 8))
                .then("fc2", new Layer.Linear(1, true))
                .then("sum", new Layer.Add(), "fc2", "clip1")
                .then("clip2", new Layer.QuantisedClip(4, 8))
                .linear("fc3", 1)
                .network();
        Weights weights = new Weights(java.util.Map.of(
                "fc1.weight", Block.of(Shape.of(1, 1), 2),
                "clip1.threshold", Block.of(Shape.of(1), 3),
                "fc2.weight", Block.of(Shape.of(1, 1), 4),
                "fc2.bias", Block.of(Shape.of(1), 0.9f),
                "clip2.threshold", Block.of(Shape.of(1), 6),
                "fc3.weight", Block.of(Shape.of(1, 1), 5)));

        Converted spiking =
                new ClipToSpike(new Lif(), new Direct(), 4).apply(network, weights, Samples.of(new float[] {1}));

        assertThat(spiking.network().node("clip1Spike").layer()).isEqualTo(lif(3));
        assertThat(spiking.network().node("clip2Spike").layer()).isEqualTo(lif(2));
        assertThat(spiking.weights().get("clip1Spike.v").toFloats()).containsExactly(1.5f);
        assertThat(spiking.weights().get("clip2Spike.v").toFloats()).containsExactly(1);
        assertThat(spiking.weights().get("fc2.weight").toFloats()).containsExactly(4);
        assertThat(spiking.weights().get("fc2.bias").toFloats()).containsExactly(new float[] {0.3f}, within(1e-7f));
        assertThat(spiking.weights().get("fc3.weight").toFloats())
                .as("spikes worth 6, a sum over 4 ticks")
                .containsExactly(5 * 6 / 4f);
    }

    private static Layer lif(float threshold) {
        return new Layer.Spike(new Lif().withThreshold(threshold));
    }

    /// With 256 levels and as many ticks, only the order in which spikes arrive keeps the two apart: a few steps of
    /// 1/256 per layer. A factor wrong anywhere would show as a difference of the outputs' own size.
    @Test
    void aResidualNetworkKeepsItsOutputs() throws IOException {
        Dataset data = Samples.uniform(Shape.of(3, 16, 16), 4, Seed.of(3));
        Network network = new ResNet12(0.08f).network(data.sample(), 5, Form.student(0, new Activation.Qcfs(256, 2)));
        Weights weights = Ann.weights(network, Seed.of(4));

        Converted spiking = new ClipToSpike(new Lif(), new Direct(), 256).apply(network, weights, data);

        float[] wanted = Ann.outputs(network, weights, data);
        float[] found = Ann.outputs(spiking.network(), spiking.weights(), data);
        double norm = 0;
        double error = 0;
        for (int i = 0; i < wanted.length; i++) {
            norm += wanted[i] * wanted[i];
            error += Math.pow(256 * found[i] - wanted[i], 2);
        }
        assertThat(Math.sqrt(error / norm)).isLessThan(0.05);
    }

    /// The identity of a block of 'resnet20' may be fed by the sum of the block before, which spikes in between.
    @Test
    void deepIdentitiesConvertToo() {
        Network network = new ResNet20(0.05f).network(Shape.of(1, 16, 16), 5, Form.student(0, new Activation.Qcfs()));

        Converted spiking =
                new ClipToSpike().apply(network, Ann.weights(network, Seed.of(4)), Samples.of(new float[] {1}));

        assertThat(spiking.network().firing()).hasSize(3 + 16);
        assertThat(new ClipToSpike().shape(network).firing()).hasSize(3 + 16);
        spiking.weights().checkedFor(spiking.network());
    }

    @Test
    void twoWorthsThatNothingCanScaleAreNamed() {
        Network network = Ann.of(1)
                .linear("fc1", 1)
                .then("clip1", new Layer.QuantisedClip(4, 8))
                .linear("fc2", 1)
                .then("clip2", new Layer.QuantisedClip(4, 8))
                .then("sum", new Layer.Add(), "clip1", "clip2")
                .linear("fc3", 1)
                .network();
        Weights weights = Ann.weights(network, Seed.of(1))
                .with("clip1.threshold", Block.of(Shape.of(1), 3))
                .with("clip2.threshold", Block.of(Shape.of(1), 4));

        String line = "'sum' adds what comes from 'clip1Spike' and from 'clip2Spike', whose spikes are worth different"
                + " thresholds, with no weights on either way to make up for it: put a convolution on"
                + " one way";
        assertThatThrownBy(() -> new ClipToSpike().apply(network, weights, Samples.of(new float[] {1})))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(line);
        assertThatThrownBy(() -> new ClipToSpike().shape(network))
                .as("before training, when both clips are at 8")
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(line);
    }

    @Test
    void aClipTakesOnlyTheNeuronItStandsFor() {
        Lif usual = new Lif();
        Lif leaky = new Lif(0.9f, 1, usual.reset(), usual.order(), usual.surrogate());
        Lif hard = new Lif(1, 1, new Reset(Reset.Target.ZERO, true), Order.FIRE_FIRST, usual.surrogate());

        assertThatThrownBy(() -> new ClipToSpike(leaky, new Direct(), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "neuron is lif:leak=0.9: a quantised clip becomes a neuron with leak 1, reset.target subtract"
                                + " and order charge-first");
        assertThatThrownBy(() -> new ClipToSpike(hard, new Direct(), 4)).isInstanceOf(IllegalArgumentException.class);
        LearnedLif learned = new LearnedLif();
        LearnedLif leaking =
                new LearnedLif(0.9f, 1, learned.reset(), learned.order(), learned.surrogate(), LearnedLif.Learns.BOTH);
        assertThat(new ClipToSpike(learned, new Direct(), 4).neuron()).isEqualTo(learned);
        assertThatThrownBy(() -> new ClipToSpike(leaking, new Direct(), 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyActivationHasOnePassThatTakesIt() {
        Dataset data = Samples.of(new float[] {1});
        Network relu = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .network();
        Network clip = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", new Layer.QuantisedClip(4, 8))
                .linear("fc2", 1)
                .network();
        Weights closed = Ann.weights(clip, Seed.of(1)).with("relu1.threshold", Block.of(Shape.of(1), -0.5f));

        assertThatThrownBy(() -> new ClipToSpike().apply(relu, Ann.weights(relu, Seed.of(1)), data))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(
                        "'relu1' is no quantised clip, so it has no trained threshold: train with the activation qcfs, or"
                                + " convert with rmp or light-calibration");
        assertThatThrownBy(() -> new ReluToSpike().apply(clip, Ann.weights(clip, Seed.of(1)), data))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'relu1' is a quantised clip, whose threshold is trained: convert with qcfs");
        assertThatThrownBy(() -> new ClipToSpike().apply(clip, closed, data))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'relu1' has the threshold -0.5: training has closed it, train again with a lower rate");
    }
}
