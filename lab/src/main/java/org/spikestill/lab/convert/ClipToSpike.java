package org.spikestill.lab.convert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.SpikingForm;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.LearnedLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Puts a neuron in the place of every quantised clip (QCFS; Bu et al., ICLR 2022): its threshold and the worth of
/// its spikes are the clip's λ, and it starts at λ/2. Under an input that is the same at every tick the mean of its
/// spikes is
///
/// ```
/// λ/T · clip(floor(T·x/λ + 1/2), 0, T)
/// ```
///
/// which is the clip's own value where T is its number of levels. Only the first layer's input is constant; what
/// deeper layers lose by the order of their spikes is what training the student has to make up for. The last layer's
/// weights are divided by T, so that the read-out's sum is the ANN's logits: losses go on at the scale they had. The paper's
/// neuron also fires at equality, ours stays silent: they differ where T·x/λ + 1/2 is a whole number.
///
/// @param neuron without leak, with soft reset, charging first; thresholds come from the clips
/// @param ticks time steps T, ≥ 1
public record ClipToSpike(Neuron.Firing neuron, Encoder encoder, int ticks) implements Pass {
    public ClipToSpike {
        Check.within("ticks", ticks, 1, Network.MAX_TICKS);
        if (!standsForClips(neuron)) {
            throw new IllegalArgumentException("neuron is " + Neuron.catalog().spec(neuron)
                    + ": a quantised clip becomes a neuron with leak 1, reset.target subtract and order charge-first");
        }
    }

    /// A neuron that others have added is taken at its word.
    private static boolean standsForClips(Neuron.Firing neuron) {
        return switch (neuron) {
            case Lif lif -> keepsAll(lif.leak(), lif.reset(), lif.order());
            case LearnedLif lif -> keepsAll(lif.leak(), lif.reset(), lif.order());
            default -> true;
        };
    }

    private static boolean keepsAll(float leak, Reset reset, Order order) {
        return leak == 1 && reset.target() == Reset.Target.SUBTRACT && order == Order.CHARGE_FIRST;
    }

    public ClipToSpike() {
        this(new Lif(), new Direct(), 8);
    }

    @Override
    public Network shape(Network ann) {
        Network spiking = SpikingForm.of(
                        ann,
                        encoder,
                        ticks,
                        node -> neuron.withThreshold(clip(node).start()))
                .network();
        SignalScales.check(spiking);
        return spiking;
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        SpikingForm spiking = SpikingForm.of(network, encoder, ticks, node -> neuron(node, weights));
        Map<String, Float> thresholds = thresholds(spiking.network());
        Weights charged = spiking.kept(weights);
        for (Map.Entry<String, Float> each : thresholds.entrySet()) {
            charged = charged.with(each.getKey(), Role.INITIAL_STATE, Block.of(Shape.of(1), each.getValue() / 2));
        }
        return Amplitudes.folded(spiking.network(), charged, thresholds, ticks, spiking.changes());
    }

    /// Threshold of every firing population.
    static Map<String, Float> thresholds(Network spiking) {
        Map<String, Float> thresholds = new LinkedHashMap<>();
        for (Node node : spiking.firing()) {
            if (node.layer() instanceof Layer.Spike(Neuron.Firing firing)) {
                thresholds.put(node.name(), firing.threshold());
            }
        }
        return thresholds;
    }

    private static Layer.QuantisedClip clip(Node node) {
        if (node.layer() instanceof Layer.QuantisedClip clip) {
            return clip;
        }
        throw new InvalidNetwork("'" + node.name() + "' is no quantised clip, so it has no trained threshold: train"
                + " with the activation qcfs, or convert with rmp or light-calibration");
    }

    private Neuron.Firing neuron(Node node, Weights weights) {
        clip(node);
        float threshold = weights.get(node.name(), Role.THRESHOLD).toFloats()[0];
        if (!(threshold > 0)) {
            throw new InvalidNetwork("'" + node.name() + "' has the threshold " + threshold
                    + ": training has closed it, train again with a lower rate");
        }
        return neuron.withThreshold(threshold);
    }
}
