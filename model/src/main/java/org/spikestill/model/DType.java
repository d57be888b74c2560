package org.spikestill.model;

/// Element type of a [Block], under its name in the safetensors layout.
public enum DType {
    F32(4),
    BF16(2),
    I32(4),
    I8(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
