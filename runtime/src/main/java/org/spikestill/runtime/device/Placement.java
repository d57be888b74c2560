package org.spikestill.runtime.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Digest;

/// A network in the integers of a device: populations in order, each with the synapses that reach it.
///
/// A device delivers a spike in the time step after the one it was fired in, so a population behind d layers of synapses is d
/// steps late. A population at rest stays there until the first spikes arrive, so the emulation computes tick t of all
/// populations together. On the device the read-out after T ticks is complete in step T + [#depth()], and the bias of a
/// population starts with its first tick.
public final class Placement {
    private final Device device;
    private final List<Stage> stages;

    Placement(Device device, List<Stage> stages) {
        this.device = device;
        this.stages = List.copyOf(stages);
    }

    /// @throws InvalidNetwork naming layer, rule and way out, if the device cannot hold the network
    public static Placement of(Device device, Network network, Weights weights) {
        return new Placer(device, network, weights).place();
    }

    public Device device() {
        return device;
    }

    /// Populations in order; the first reads the input, the last is the read-out.
    public List<Stage> stages() {
        return stages;
    }

    /// SHA-256 of all integers on the device: weights, thresholds, decays and constant currents, with their places.
    public String digest() {
        MessageDigest sha = Digest.sha256();
        for (Stage stage : stages) {
            String heading = "%s\n%s\n%d %s %d %d\n"
                    .formatted(stage.name, stage.layer, stage.source, stage.cell, stage.bits, stage.threshold);
            sha.update(heading.getBytes(StandardCharsets.UTF_8));
            sha.update(bytes(stage.bias));
            sha.update(stage.synapses == null ? new byte[0] : bytes(stage.synapses.weights()));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static byte[] bytes(int[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /// Layers of synapses between input and read-out: steps that the device needs beside the T ticks.
    public int depth() {
        return stages.size() - 1;
    }

    /// One population and the synapses that reach it. Immutable; neurons are in row-major order of `[H, W, C]`.
    public static final class Stage {
        private final String name;
        private final String layer;
        private final int source;
        private final Fanout synapses;
        private final Device.Cell cell;
        private final int bits;
        private final double unit; // states in a value of 1, a power of two
        private final int threshold;
        private final int[] bias;
        private final int[] order;

        /// @param layer with the synapses; null for a population that reads the input
        /// @param source number of the population whose spikes drive it
        /// @param bits the value of a state is 2^−bits
        /// @param bias in states
        /// @param order place of each neuron in the row-major order of the layer's shape
        Stage(
                String name,
                String layer,
                int source,
                Fanout synapses,
                Device.Cell cell,
                int bits,
                int threshold,
                int[] bias,
                int[] order) {
            this.name = name;
            this.layer = layer;
            this.source = source;
            this.synapses = synapses;
            this.cell = cell;
            this.bits = bits;
            this.unit = Math.scalb(1.0, bits);
            this.threshold = threshold;
            this.bias = bias;
            this.order = order;
        }

        /// Name of the population.
        public String name() {
            return name;
        }

        /// Whether the input drives it, as a bias per neuron, and not the spikes of another population.
        public boolean readsInput() {
            return synapses == null;
        }

        /// Name of the layer with its synapses.
        public String layer() {
            return layer;
        }

        public boolean fires() {
            return cell.fires();
        }

        public int neurons() {
            return order.length;
        }

        /// Number of the population whose spikes drive it.
        public int source() {
            return source;
        }

        /// Neurons at rest.
        public Device.Neurons open(Device device) {
            return device.neurons(order.length, cell, threshold);
        }

        /// Adds the weights of spikes of the source to the inputs.
        ///
        /// @return synaptic operations
        public long deliver(int[] fired, int count, int[] input) {
            return synapses.deliver(fired, count, input);
        }

        /// A new array of the constant currents.
        public int[] bias() {
            return bias.clone();
        }

        /// Place of a neuron in the row-major order of the layer's shape.
        public int place(int neuron) {
            return order[neuron];
        }

        /// A value in states.
        public int states(float value) {
            return (int) Math.rint(value * unit);
        }

        /// States as a value.
        public float value(int states) {
            return (float) (states / unit);
        }

        /// Threshold in states.
        public int threshold() {
            return threshold;
        }

        @Override
        public String toString() {
            return name + " " + Arrays.toString(new int[] {order.length, threshold, bits});
        }
    }
}
