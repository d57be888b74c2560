package org.spikestill.lab.torch;

/// In what training's convolutions and matrix products are taken, and the spikes and currents between them kept. Weights,
/// membranes, losses and the optimizer are float32 either way, and so is all evaluation.
public enum Precision {
    /// 24 significant bits
    FLOAT32(Float.BYTES),
    /// 8 significant bits and the range of float32: spikes and their pooled means are exact, weights and currents rounded
    BFLOAT16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /// Of one value.
    int bytes() {
        return bytes;
    }
}
