package org.spikestill.bench.fuzz;

import java.util.Arrays;
import java.util.Random;

/// Damage to bytes: flipped bits, extreme numbers, copied and removed pieces, cut ends. Half of it falls on the first bytes, where
/// headers and counts lie.
final class Mutation {
    private static final int MAX_CHANGES = 6;
    private static final int HEAD = 64;
    private static final int PIECE = 16;
    private static final byte[] EXTREMES = {
        0, 1, -1, Byte.MAX_VALUE, Byte.MIN_VALUE, '"', '{', '[', ':', ',', '\n', '9', '-'
    };

    private Mutation() {}

    /// @param random the only source of chance: equal states give equal damage
    static byte[] of(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(MAX_CHANGES);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(HEAD, bytes.length));
            bytes = changed(bytes, at, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, int at, Random random) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(PIECE));
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = EXTREMES[random.nextInt(EXTREMES.length)];
            case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? -1 : 0));
            case 3 -> {
                int from = random.nextInt(bytes.length - length + 1);
                System.arraycopy(bytes.clone(), from, bytes, at, length);
            }
            case 4 -> {
                return without(bytes, at, length);
            }
            default -> {
                return repeated(bytes, at, length);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }

    private static byte[] repeated(byte[] bytes, int at, int length) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}
