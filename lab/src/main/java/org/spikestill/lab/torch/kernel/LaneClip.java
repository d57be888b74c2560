package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// [ClipKernel] over lanes, on as many outputs as fill whole ones.
final class LaneClip {
    private LaneClip() {}

    /// @return the first output that was left over
    static long forward(ClipKernel kernel, Values in, Values out, MemorySegment factors, long from, long to) {
        PoolWindows windows = kernel.windows();
        int[] shifts = windows.shifts();
        float scale = kernel.scale();
        float step = kernel.step();
        long i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            long corner = windows.corner(i);
            FloatVector whole = FloatVector.zero(FLOATS);
            for (int shift : shifts) {
                whole = whole.add(level(Lanes.load(in, corner + shift).mul(scale), kernel.levels()));
            }
            FloatVector y = whole.mul(step);
            Lanes.store(factors == null ? y : y.mul(Lanes.load(factors, i)), out, i);
        }
        return i;
    }

    /// The level that stands for x·L/λ.
    private static FloatVector level(FloatVector scaled, int levels) {
        FloatVector inside = scaled.max(0).min(levels).add(0.5f);
        return (FloatVector) inside.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
    }

    /// @param to such that the lanes are whole
    /// @return the share of the outputs in dL/dλ
    static double backward(
            ClipKernel kernel, Values in, Values given, Values out, MemorySegment factors, long from, long to) {
        PoolWindows windows = kernel.windows();
        int[] shifts = windows.shifts();
        float lambda = kernel.lambda();
        float scale = kernel.scale();
        float unit = 1f / kernel.levels();
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector sums = zero;
        for (long i = from; i < to; i += WIDTH) {
            long corner = windows.corner(i);
            FloatVector y = Lanes.load(given, i);
            FloatVector g = Lanes.mean(factors == null ? y : y.mul(Lanes.load(factors, i)), windows.area());
            for (int shift : shifts) {
                FloatVector x = Lanes.load(in, corner + shift);
                VectorMask<Float> above = x.compare(VectorOperators.GT, lambda);
                VectorMask<Float> inside = x.compare(VectorOperators.GE, zero).andNot(above);
                FloatVector scaled = x.mul(scale);
                FloatVector lost = level(scaled, kernel.levels()).sub(scaled).mul(unit);
                Lanes.store(zero.blend(g, inside), out, corner + shift);
                sums = sums.add(g.mul(zero.blend(lost, inside).blend(1, above)));
            }
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }
}
