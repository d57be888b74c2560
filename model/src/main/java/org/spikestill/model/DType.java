package org.spikestill.model;

/// Element type of a [Block], under its name in the safetensors layout.
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I8(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /// Whether the elements are real numbers.
    public boolean isFloat() {
        return switch (this) {
            case F64, F32, F16, BF16 -> true;
            case I64, I32, I8 -> false;
        };
    }

    public int bytes() {
        return bytes;
    }
}
