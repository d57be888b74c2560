package org.spikestill.lab.torch;

import org.bytedeco.pytorch.global.torch;

/// Number format of convolutions and matrix products in training, and of the spikes and currents between them. Weights,
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

    torch.ScalarType type() {
        return switch (this) {
            case FLOAT32 -> torch.ScalarType.Float;
            case BFLOAT16 -> torch.ScalarType.BFloat16;
        };
    }
}
