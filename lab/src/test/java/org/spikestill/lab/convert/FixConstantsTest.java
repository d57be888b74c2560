package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LearnedLif;
import org.spikestill.model.neuron.Lif;

class FixConstantsTest {
    @Test
    void whatWasLearnedIsBuiltIn() {
        Network network = new Network(
                Shape.of(2),
                Scaling.none(2),
                new Direct(),
                4,
                List.of(
                        new Node("fc1", new Layer.Linear(2, false), List.of(Network.INPUT)),
                        new Node("spike1", new Layer.Spike(new LearnedLif().withThreshold(2)), List.of("fc1")),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("spike1"))));
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(2, 2), 1, 2, 3, 4),
                "spike1.threshold_offset", Block.of(Shape.of(1), 0.5f),
                "spike1.leak_offset", Block.of(Shape.of(1), -0.25f)));

        Converted fixed = FixConstants.of(network, weights.checkedFor(network));

        Lif plain = new Lif();
        assertThat(fixed.network().node("spike1").layer())
                .isEqualTo(new Layer.Spike(new Lif(0.75f, 2.5f, plain.reset(), plain.order(), plain.surrogate())));
        assertThat(fixed.weights().checkedFor(fixed.network()).blocks()).containsOnlyKeys("fc1.weight");
        assertThat(fixed.changes()).containsExactly("'spike1' became lif:leak=0.75,threshold=2.5");
        assertThat(FixConstants.of(fixed.network(), fixed.weights()).changes()).isEmpty();
    }
}
