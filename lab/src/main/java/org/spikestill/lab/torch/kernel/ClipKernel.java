package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

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

    /// L/λ
    float scale() {
        return levels / lambda;
    }

    /// λ/L over the area of a window.
    float step() {
        return lambda / levels / windows.area();
    }

    /// @param in x
    /// @param out receives y, from output `from` to before `to`
    /// @param factors mask of the outputs, or null for 1
    public void forward(Values in, Values out, MemorySegment factors, long from, long to) {
        int[] shifts = windows.shifts();
        long i = Vectors.PRESENT ? LaneClip.forward(this, in, out, factors, from, to) : from;
        for (; i < to; i++) {
            long corner = windows.corner(i);
            float whole = 0;
            for (int shift : shifts) {
                whole += level(in.get(corner + shift) * scale());
            }
            out.put(i, whole * step() * factor(factors, i));
        }
    }

    private static float factor(MemorySegment factors, long output) {
        return factors == null ? 1 : factors.getAtIndex(JAVA_FLOAT, output);
    }

    /// The level that stands for x·L/λ.
    private int level(float scaled) {
        return (int) (Math.clamp(scaled, 0f, levels) + 0.5f);
    }

    /// @param in x
    /// @param given dL/dy
    /// @param out receives dL/dx; may be x itself
    /// @param factors mask of the outputs, or null for 1
    /// @return the share of outputs `from` to before `to` in dL/dλ
    public double backward(Values in, Values given, Values out, MemorySegment factors, long from, long to) {
        long group = (long) GROUPS * Vectors.WIDTH;
        double sum = 0;
        for (long at = from; at < to; at += group) {
            sum += some(in, given, out, factors, at, Math.min(to, at + group));
        }
        return sum;
    }

    private double some(Values in, Values given, Values out, MemorySegment factors, long from, long to) {
        long whole = Vectors.PRESENT ? from + (to - from) / Vectors.WIDTH * Vectors.WIDTH : from;
        double sum = Vectors.PRESENT ? LaneClip.backward(this, in, given, out, factors, from, whole) : 0;
        int[] shifts = windows.shifts();
        float unit = 1f / levels;
        for (long i = whole; i < to; i++) {
            long corner = windows.corner(i);
            float g = given.get(i) * factor(factors, i) / shifts.length;
            for (int shift : shifts) {
                float x = in.get(corner + shift);
                boolean inside = x >= 0 && x <= lambda;
                out.put(corner + shift, inside ? g : 0);
                sum += x > lambda ? g : inside ? g * ((level(x * scale()) - x * scale()) * unit) : 0;
            }
        }
        return sum;
    }
}
