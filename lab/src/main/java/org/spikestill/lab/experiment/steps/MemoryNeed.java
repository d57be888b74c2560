package org.spikestill.lab.experiment.steps;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// The least memory that an update needs, held against the memory of this machine before anything is trained.
///
/// ```
/// bytes ≥ batch · Σ over populations of (T or 1) · neurons · bytes of a value       inputs kept for the backward pass
/// ```
///
/// It is a lower bound: a training it admits may still run out of memory, one it refuses certainly would.
final class MemoryNeed {
    private MemoryNeed() {}

    static void check(String setting, Network network, TrainSettings training) {
        long needed = bytes(network, training);
        long available = memory();
        if (needed > available) {
            throw new InvalidSettings(
                    "%s.batch is %d: an update keeps at least %,d MB at T = %d, and there are %,d MB of memory: lower the batch, or set %s.gradient to %s"
                            .formatted(
                                    setting,
                                    training.batch(),
                                    needed / 1_000_000,
                                    network.ticks(),
                                    available / 1_000_000,
                                    setting,
                                    training.gradient() == Gradient.BPTT ? "bptt-checkpointed" : "rate-based"));
        }
    }

    static long bytes(Network network, TrainSettings training) {
        int each = training.precision() == Precision.FLOAT32 ? 4 : 2;
        boolean ticks = training.gradient() == Gradient.BPTT && network.isSpiking();
        Map<String, Shape> shapes = network.shapes();
        long neurons = 0;
        boolean first = network.encoder().constant(); // one frame stands for all ticks
        for (Network.Node node : network.nodes()) {
            boolean keeps = node.layer() instanceof Layer.Spike
                    || node.layer() instanceof Layer.Activation
                    || node.layer() instanceof Layer.QuantisedClip;
            neurons += keeps && !first ? shapes.get(node.name()).elements() : 0;
            first &= !keeps;
        }
        return neurons * training.batch() * each * (ticks ? network.ticks() : 1);
    }

    /// Of the container where there is one, else of the machine.
    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
