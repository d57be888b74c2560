package org.spikestill.studies.multigrade;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Arrays of float32 as text: little-endian, in Base64, exact to the bit.
final class Floats {
    private Floats() {}

    static String text(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /// @throws IllegalArgumentException if the text is no such array
    static float[] of(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
