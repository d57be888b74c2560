package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.spikestill.lab.torch.Lanes.FLOATS;
import static org.spikestill.lab.torch.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// One [org.spikestill.model.Layer.QuantisedClip] over a tensor with the average pooling and the dropout that follow it, in
/// one pass each way where the library would take a dozen. Each tensor may be of either precision.
///
/// ```
/// y = mask · mean over the window of λ/L·floor(L·clamp(x/λ, 0, 1) + ½)
/// ```
///
/// @param current x, of any shape where nothing is pooled
/// @param lambda λ > 0
/// @param levels L
/// @param windows of the pooling; they [cover][PoolWindows#cover] the current
/// @param mask factors of the outputs, or null for 1
record ClipRun(Tensor current, float lambda, int levels, PoolWindows windows, Tensor mask) {
    /// Groups of lanes whose shares of dL/dλ are added up as floats.
    private static final int GROUPS = 256;

    /// @param output receives y; may be the current itself where nothing is pooled and the precision is the same
    void forward(Tensor output) {
        Values in = current.values();
        Values out = output.values();
        MemorySegment factors = factors();
        Workers.split(output.elements(), (from, to) -> forward(in, out, factors, from, to));
    }

    private MemorySegment factors() {
        return mask == null ? null : mask.memory();
    }

    private void forward(Values in, Values out, MemorySegment factors, long from, long to) {
        int[] shifts = windows.shifts();
        float scale = levels / lambda;
        float step = lambda / levels / shifts.length;
        long i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            long corner = windows.corner(i);
            FloatVector whole = FloatVector.zero(FLOATS);
            for (int shift : shifts) {
                whole = whole.add(level(Lanes.load(in, corner + shift).mul(scale)));
            }
            FloatVector y = whole.mul(step);
            Lanes.store(factors == null ? y : y.mul(Lanes.load(factors, i)), out, i);
        }
        for (; i < to; i++) {
            long corner = windows.corner(i);
            float whole = 0;
            for (int shift : shifts) {
                whole += level(in.get(corner + shift) * scale);
            }
            out.put(i, whole * step * factor(factors, i));
        }
    }

    private static float factor(MemorySegment factors, long output) {
        return factors == null ? 1 : factors.getAtIndex(JAVA_FLOAT, output);
    }

    /// The level that stands for x·L/λ.
    private FloatVector level(FloatVector scaled) {
        FloatVector inside = scaled.max(0).min(levels).add(0.5f);
        return (FloatVector) inside.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
    }

    private int level(float scaled) {
        return (int) (Math.clamp(scaled, 0f, levels) + 0.5f);
    }

    /// @param outputGradient dL/dy
    /// @param currentGradient receives dL/dx; may be the current itself
    /// @return dL/dλ, summed in an order that only the number of threads decides
    float backward(Tensor outputGradient, Tensor currentGradient) {
        Values in = current.values();
        Values given = outputGradient.values();
        Values out = currentGradient.values();
        MemorySegment factors = factors();
        TreeMap<Long, Double> sums = new TreeMap<>();
        Workers.split(outputGradient.elements(), (from, to) -> {
            double sum = 0;
            for (long at = from; at < to; at += GROUPS * WIDTH) {
                sum += backward(in, given, out, factors, at, Math.min(to, at + GROUPS * WIDTH));
            }
            synchronized (sums) {
                sums.put(from, sum);
            }
        });
        return (float) sums.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private double backward(Values in, Values given, Values out, MemorySegment factors, long from, long to) {
        int[] shifts = windows.shifts();
        float scale = levels / lambda;
        float unit = 1f / levels;
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector sums = zero;
        long i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            long corner = windows.corner(i);
            FloatVector y = Lanes.load(given, i);
            FloatVector g = windows.mean(factors == null ? y : y.mul(Lanes.load(factors, i)));
            for (int shift : shifts) {
                FloatVector x = Lanes.load(in, corner + shift);
                VectorMask<Float> above = x.compare(VectorOperators.GT, lambda);
                VectorMask<Float> inside = x.compare(VectorOperators.GE, zero).andNot(above);
                FloatVector scaled = x.mul(scale);
                FloatVector lost = level(scaled).sub(scaled).mul(unit);
                Lanes.store(zero.blend(g, inside), out, corner + shift);
                sums = sums.add(g.mul(zero.blend(lost, inside).blend(1, above)));
            }
        }
        double sum = sums.reduceLanes(VectorOperators.ADD);
        for (; i < to; i++) {
            long corner = windows.corner(i);
            float g = given.get(i) * factor(factors, i) / shifts.length;
            for (int shift : shifts) {
                float x = in.get(corner + shift);
                boolean inside = x >= 0 && x <= lambda;
                out.put(corner + shift, inside ? g : 0);
                sum += x > lambda ? g : inside ? g * ((level(x * scale) - x * scale) * unit) : 0;
            }
        }
        return sum;
    }
}
