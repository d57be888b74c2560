package org.spikestill.runtime.device;

import java.util.Optional;
import org.spikestill.model.InvalidNetwork;

/// The search for the power of two in which weights, biases and threshold of a layer are integers of a device.
///
/// @param population its name, for errors
/// @param wanted bits that the decays of the population were trained for
record Grid(Device device, String population, Optional<Integer> wanted) {
    private static final int LEAST_BITS = -8;
    private static final int MOST_BITS = 24;

    /// Integers of a layer; the value of a mantissa of 1 is 2^−bits. Arrays are owned by the reader.
    ///
    /// @param bias in states
    record Fitted(int bits, int[] mantissas, Optional<int[]> bias, int threshold) {}

    /// Bits of a population that reads the input, whose values have `fraction` bits after the point.
    int bits(float threshold, int fraction) {
        int least = Math.max(needed(threshold), fraction - device.stateBits());
        if (wanted.isPresent() && wanted.get() < least) {
            throw offGrid(population, "needs " + least + " bits after the point and has " + wanted.get());
        }
        return wanted.orElse(Math.max(least, 0));
    }

    /// @param weight of the synapses `[outputs, …]`, over the area of pooling
    /// @throws InvalidNetwork naming the first value off the grid
    Fitted fit(String layer, float[] weight, int outputs, Optional<float[]> bias, float threshold) {
        boolean positive = false;
        boolean negative = false;
        int bits = needed(threshold);
        for (float value : weight) {
            bits = Math.max(bits, needed(value));
            positive |= value > 0;
            negative |= value < 0;
        }
        for (float value : bias.orElse(new float[0])) {
            bits = Math.max(bits, needed(value) - device.stateBits());
        }
        Device.Mantissas allowed = device.weights(positive && negative);
        bits = Math.max(bits, LEAST_BITS);
        if (allowed.step() == 2 && odd(weight, bits)) {
            bits++;
        }
        if (wanted.isPresent()) {
            if (wanted.get() < bits) {
                throw offGrid(
                        layer,
                        "has weights or a threshold of " + bits + " bits after the point, and its decays"
                                + " were trained for " + wanted.get());
            }
            bits = wanted.get();
        }
        int[] mantissas = mantissas(layer, weight, bits, allowed);
        checkCurrent(layer, mantissas, outputs);
        return new Fitted(bits, mantissas, states(layer, bias, bits), threshold(threshold, bits));
    }

    private int[] mantissas(String layer, float[] weight, int bits, Device.Mantissas allowed) {
        int[] mantissas = new int[weight.length];
        for (int i = 0; i < weight.length; i++) {
            double exact = Math.scalb((double) weight[i], bits);
            if (exact != Math.rint(exact) || Math.abs(exact) > Integer.MAX_VALUE || !allowed.holds((int) exact)) {
                throw offGrid(
                        layer,
                        "holds the weight " + weight[i] + " and needs the mantissa "
                                + (exact == Math.rint(exact) ? Long.toString((long) exact) : Double.toString(exact)));
            }
            mantissas[i] = (int) exact;
        }
        return mantissas;
    }

    private Optional<int[]> states(String layer, Optional<float[]> bias, int bits) {
        return bias.map(values -> {
            int[] states = new int[values.length];
            for (int i = 0; i < states.length; i++) {
                double exact = Math.scalb((double) values[i], bits + device.stateBits());
                states[i] = (int) exact;
                if (states[i] != exact || !device.holdsBias(states[i])) {
                    throw offGrid(layer, "holds the bias " + values[i]);
                }
            }
            return states;
        });
    }

    int threshold(float threshold, int bits) {
        double mantissa = Math.scalb((double) threshold, bits);
        if (mantissa > device.largestThreshold()) {
            throw offGrid(
                    population, "needs the threshold " + (long) mantissa + ", more than " + device.largestThreshold());
        }
        return (int) mantissa;
    }

    /// With all inputs at once, the largest sum of one target's weights.
    private void checkCurrent(String layer, int[] mantissas, int outputs) {
        int fanIn = mantissas.length / outputs;
        long worst = 0;
        for (int o = 0; o < outputs; o++) {
            long sum = 0;
            for (int i = 0; i < fanIn; i++) {
                sum += Math.abs(mantissas[o * fanIn + i]);
            }
            worst = Math.max(worst, sum);
        }
        if (worst << device.stateBits() > device.largestCurrent()) {
            throw offGrid(layer, "can add up to " + (worst << device.stateBits()) + " in a tick");
        }
    }

    private static boolean odd(float[] weight, int bits) {
        for (float value : weight) {
            if ((long) Math.scalb((double) value, bits) % 2 != 0) {
                return true;
            }
        }
        return false;
    }

    /// Bits after the point of a float.
    private static int needed(float value) {
        if (value == 0) {
            return LEAST_BITS;
        }
        int mantissa = Float.floatToRawIntBits(value) & 0x7fffff | 0x800000;
        return Math.min(MOST_BITS, 23 - Math.getExponent(value) - Integer.numberOfTrailingZeros(mantissa));
    }

    private InvalidNetwork offGrid(String layer, String found) {
        return new InvalidNetwork(
                "%s does not run '%s', which %s, off its grid: train with the optimizer quantised-adam"
                        .formatted(device.title(), layer, found));
    }
}
