package org.spikestill.lab.measure;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.spikestill.export.certificate.Implementation;
import org.spikestill.export.certificate.SampleTrace;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Digest;

/// The trainer on weights of 8 bits, rounded as `quantised-adam` rounds them, with one power of two per layer.
///
/// ```
/// w = round(w / unit)·unit      unit = 2^k, the smallest with −128 ≤ round(w / unit) ≤ 127
/// ```
///
/// A network that was trained on such a grid is unchanged and its sums are exact; for any other, the result shows the loss by rounding.
public record QuantisedRun() implements Implementation.Maker {
    private static final int LOW = -128;
    private static final int HIGH = 127;

    @Override
    public String name() {
        return "quantised";
    }

    @Override
    public boolean isPortable() {
        return false;
    }

    @Override
    public Implementation of(Network network, Weights weights) {
        Weights all = weights;
        MessageDigest digest = Digest.sha256();
        for (Network.Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Weighted) {
                Block block = rounded(weights.get(node.name(), Role.WEIGHT));
                all = all.with(node.name(), Role.WEIGHT, block);
                ByteBuffer bytes = ByteBuffer.allocate(block.shape().elements() * Float.BYTES);
                bytes.asFloatBuffer().put(block.toFloats());
                digest.update(bytes);
            }
        }
        TrainerRun.Run run = new TrainerRun.Run(network, new TorchNetwork(network, all));
        return new Rounded(HexFormat.of().formatHex(digest.digest()), run);
    }

    static Block rounded(Block weight) {
        float[] values = weight.toFloats();
        double least = 0;
        double most = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        int k = Float.MIN_EXPONENT;
        while (Math.rint(Math.scalb(least, -k)) < LOW || Math.rint(Math.scalb(most, -k)) > HIGH) {
            k++;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.scalb(Math.rint(Math.scalb((double) values[i], -k)), k);
        }
        return Block.of(weight.shape(), values);
    }

    /// @param artefact digest of the rounded weights, big-endian fp32
    private record Rounded(String artefact, TrainerRun.Run run) implements Implementation {
        @Override
        public SampleTrace run(float[] sample, long key) {
            return run.run(sample, key);
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
