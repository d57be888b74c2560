package org.spikestill.runtime.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.spikestill.model.neuron.Reset;

/// In vectors of the machine's preferred width. Sums of a target stay in registers while the rows of all spikes of a source pixel are
/// added.
public record VectorDeviceKernels() implements DeviceKernels {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);
    private static final int LANES = INTS.length();

    /// Narrow vectors mostly come without an instruction that compresses them, and its emulation allocates.
    private static final boolean COMPRESSES = INTS.vectorBitSize() >= 256;

    @Override
    public void add(
            int[] weights, int[] rows, int[] spikes, int from, int to, int offset, int[] sums, int target, int width) {
        int column = 0;
        for (; column + 2 * LANES <= width; column += 2 * LANES) {
            IntVector left = IntVector.fromArray(INTS, sums, target + column);
            IntVector right = IntVector.fromArray(INTS, sums, target + column + LANES);
            for (int s = from; s < to; s++) {
                int row = rows[spikes[s]] + offset + column;
                left = left.add(IntVector.fromArray(INTS, weights, row));
                right = right.add(IntVector.fromArray(INTS, weights, row + LANES));
            }
            left.intoArray(sums, target + column);
            right.intoArray(sums, target + column + LANES);
        }
        for (; column + LANES <= width; column += LANES) {
            IntVector sum = IntVector.fromArray(INTS, sums, target + column);
            for (int s = from; s < to; s++) {
                sum = sum.add(IntVector.fromArray(INTS, weights, rows[spikes[s]] + offset + column));
            }
            sum.intoArray(sums, target + column);
        }
        if (column < width) {
            rest(weights, rows, spikes, from, to, offset + column, sums, target + column, width - column);
        }
    }

    private static void rest(
            int[] weights, int[] rows, int[] spikes, int from, int to, int offset, int[] sums, int target, int width) {
        VectorMask<Integer> lanes = INTS.indexInRange(0, width);
        IntVector sum = IntVector.fromArray(INTS, sums, target, lanes);
        for (int s = from; s < to; s++) {
            sum = sum.add(IntVector.fromArray(INTS, weights, rows[spikes[s]] + offset, lanes));
        }
        sum.intoArray(sums, target, lanes);
    }

    @Override
    public int fire(int[] membranes, int threshold, Reset.Target reset, int[] fired) {
        int count = 0;
        int i = 0;
        for (; i + LANES <= membranes.length; i += LANES) {
            IntVector v = IntVector.fromArray(INTS, membranes, i);
            VectorMask<Integer> fires = v.compare(VectorOperators.GT, threshold);
            if (fires.anyTrue()) {
                IntVector after = reset == Reset.Target.SUBTRACT ? v.sub(threshold) : IntVector.zero(INTS);
                v.blend(after, fires).intoArray(membranes, i);
                count = append(fires, i, fired, count);
            }
        }
        return ScalarDeviceKernels.fire(membranes, i, threshold, reset, fired, count);
    }

    /// Writes the numbers of the lanes that are set, counted from `first`, and returns how many entries hold now.
    private static int append(VectorMask<Integer> lanes, int first, int[] fired, int count) {
        if (COMPRESSES && count + LANES <= fired.length) {
            LANE_NUMBERS.add(first).compress(lanes).intoArray(fired, count);
            return count + lanes.trueCount();
        }
        int end = count;
        for (long left = lanes.toLong(); left != 0; left &= left - 1) {
            fired[end++] = first + Long.numberOfTrailingZeros(left);
        }
        return end;
    }
}
