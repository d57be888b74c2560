package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// Neurons that a thread takes through all ticks before it goes on to the next, so few that their membranes stay in the
/// nearest cache. A group is a lane's width of outputs. Here neurons lie window position by window position, and within one
/// group by group, wherever they lie in the population, so that the innermost loops are long.
final class LaneBlock {
    /// Neurons in a block, where a window does not have more.
    private static final int SIZE = 512;

    final int area;
    final long[] corners;
    final int[] shifts;
    private final PoolWindows windows;
    private final int most;
    private int groups;

    LaneBlock(PoolWindows windows) {
        this.windows = windows;
        area = windows.area();
        shifts = windows.shifts();
        most = Math.max(1, SIZE / (area * WIDTH));
        corners = new long[most];
    }

    /// Outputs in the largest block.
    int outputs() {
        return most * WIDTH;
    }

    /// Groups in the block at hand.
    int groups() {
        return groups;
    }

    /// Neurons in the block at hand.
    int neurons() {
        return groups * area * WIDTH;
    }

    /// Neurons in the largest block.
    int mostNeurons() {
        return most * area * WIDTH;
    }

    /// Reads one value of every neuron in the block; each precision in a method of its own, as in [Lanes#read].
    ///
    /// @param base where the values of the population's first neuron lie
    void read(Values values, long base, float[] into) {
        if (values.bfloat16()) {
            readHalves(values.memory(), base, into);
        } else {
            readFloats(values.memory(), base, into);
        }
    }

    private void readHalves(MemorySegment memory, long base, float[] into) {
        int i = 0;
        for (int shift : shifts) {
            for (int g = 0; g < groups; g++, i += WIDTH) {
                Lanes.loadHalf(memory, base + shift + corners[g]).intoArray(into, i);
            }
        }
    }

    private void readFloats(MemorySegment memory, long base, float[] into) {
        int i = 0;
        for (int shift : shifts) {
            for (int g = 0; g < groups; g++, i += WIDTH) {
                Lanes.load(memory, base + shift + corners[g]).intoArray(into, i);
            }
        }
    }

    /// The way back of [#read].
    void write(float[] from, Values values, long base) {
        if (values.bfloat16()) {
            writeHalves(from, values.memory(), base);
        } else {
            writeFloats(from, values.memory(), base);
        }
    }

    private void writeHalves(float[] from, MemorySegment memory, long base) {
        int i = 0;
        for (int shift : shifts) {
            for (int g = 0; g < groups; g++, i += WIDTH) {
                Lanes.storeHalf(FloatVector.fromArray(FLOATS, from, i), memory, base + shift + corners[g]);
            }
        }
    }

    private void writeFloats(float[] from, MemorySegment memory, long base) {
        int i = 0;
        for (int shift : shifts) {
            for (int g = 0; g < groups; g++, i += WIDTH) {
                Lanes.store(FloatVector.fromArray(FLOATS, from, i), memory, base + shift + corners[g]);
            }
        }
    }

    /// Gradient of each neuron in the block from that of its window's output: mask/area · dL/dy.
    ///
    /// @param from where the gradients lie
    /// @param mask factors of the outputs, or null for 1
    /// @param masked where the factors lie
    void share(Values gradients, long from, MemorySegment mask, long masked, float[] shared) {
        int length = groups * WIDTH;
        Lanes.read(gradients, from, shared, length);
        if (mask != null) {
            Lanes.multiply(shared, length, mask, masked);
        }
        for (int o = 0; o < length; o += WIDTH) {
            Lanes.mean(FloatVector.fromArray(FLOATS, shared, o), area).intoArray(shared, o);
        }
    }

    /// Goes on to the outputs from `from`, a whole number of groups.
    void begin(long from, int length) {
        groups = length / WIDTH;
        for (int g = 0; g < groups; g++) {
            corners[g] = windows.corner(from + (long) g * WIDTH);
        }
    }

    /// Takes a state of all neurons to where it starts.
    void start(LifKernel.Start start, float[] state) {
        if (start.values() == null) {
            Arrays.fill(state, 0);
            return;
        }
        int i = 0;
        for (int shift : shifts) {
            for (int g = 0; g < groups; g++) {
                for (int lane = 0; lane < WIDTH; lane++) {
                    long neuron = corners[g] + shift + lane;
                    state[i++] = start.of(neuron);
                }
            }
        }
    }
}
