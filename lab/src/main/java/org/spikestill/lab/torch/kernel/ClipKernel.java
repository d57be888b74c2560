package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// A [org.spikestill.model.Layer.QuantisedClip] with the average pooling and the dropout that follow it, in one pass each way.
/// Each buffer may be of either precision.
///
/// ```
/// y = mask · mean over the window of λ/L·floor(L·clamp(x/λ, 0, 1) + ½)
/// ```
///
/// @param lambda λ > 0
/// @param levels L
/// @param windows of the pooling
public record ClipKernel(float lambda, int levels, PoolWindows windows) {
    /// Groups of lanes whose shares of dL/dλ are added up as floats.
    private static final int GROUPS = 256;

    /// @param in x
    /// @param out receives y, from output `from` to before `to`
    /// @param factors mask of the outputs, or null for 1
    public void forward(Values in, Values out, MemorySegment factors, long from, long to) {
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

    /// @param in x
    /// @param given dL/dy
    /// @param out receives dL/dx; may be x itself
    /// @param factors mask of the outputs, or null for 1
    /// @return the share of outputs `from` to before `to` in dL/dλ
    public double backward(Values in, Values given, Values out, MemorySegment factors, long from, long to) {
        double sum = 0;
        for (long at = from; at < to; at += GROUPS * WIDTH) {
            sum += some(in, given, out, factors, at, Math.min(to, at + GROUPS * WIDTH));
        }
        return sum;
    }

    private double some(Values in, Values given, Values out, MemorySegment factors, long from, long to) {
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
