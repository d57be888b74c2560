package org.spikestill.model.settings;

/// Root of all chance in a run, split by name, so that a new consumer moves no other stream. Draws are counters, not
/// sequences: equal keys give equal values, whatever the order and the thread.
///
/// Mixing is the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
///
/// @param value any number
public record Seed(long value) {
    public static Seed of(long value) {
        return new Seed(value);
    }

    /// The stream for one purpose, such as `shuffle`.
    public Seed split(String purpose) {
        long key = value;
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key, purpose.charAt(i));
        }
        return new Seed(mix(key, purpose.length()));
    }

    /// The stream of one item of many, such as an epoch.
    public Seed split(long index) {
        return new Seed(mix(value, index));
    }

    /// Key of one sample's draws.
    public long at(long index) {
        return mix(value, index);
    }

    public static long mix(long key, long counter) {
        long z = key + 0x9E3779B97F4A7C15L * (counter + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Uniform in [0, 1), a multiple of 2⁻²⁴.
    public static float uniform(long key, long counter) {
        return (mix(key, counter) >>> 40) * 0x1p-24f;
    }

    /// Standard normal values (Box and Muller, 1958), two counters each.
    public float[] normals(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - uniform53(2L * i)));
            values[i] = (float) (radius * Math.cos(2 * Math.PI * uniform53(2L * i + 1)));
        }
        return values;
    }

    /// The numbers 0 to count − 1 in random order (Fisher and Yates).
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = (int) Long.remainderUnsigned(mix(value, i), i + 1L);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private double uniform53(long counter) {
        return (mix(value, counter) >>> 11) * 0x1p-53;
    }
}
