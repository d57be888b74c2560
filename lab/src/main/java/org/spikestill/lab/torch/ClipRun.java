package org.spikestill.lab.torch;

import static org.spikestill.lab.torch.Lanes.FLOATS;
import static org.spikestill.lab.torch.Lanes.WIDTH;

import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// One [org.spikestill.model.Layer.QuantisedClip] over a tensor, in one pass each way where the library would take a dozen.
///
/// @param current x, of any shape
/// @param lambda λ > 0
/// @param levels L
record ClipRun(Tensor current, float lambda, int levels) {
    /// @param output receives y; may be the current itself
    void forward(Tensor output) {
        Values in = current.values();
        Values out = output.values();
        float step = lambda / levels;
        Workers.split(current.elements(), (from, to) -> {
            long i = from;
            for (; i + WIDTH <= to; i += WIDTH) {
                FloatVector share = Lanes.load(in, i).div(lambda).max(0).min(1);
                FloatVector whole = floor(share.mul(levels).add(0.5f));
                Lanes.store(whole.mul(step), out, i);
            }
            for (; i < to; i++) {
                float share = Math.clamp(in.get(i) / lambda, 0f, 1f);
                out.put(i, (int) (share * levels + 0.5f) * step);
            }
        });
    }

    /// Of values that are not negative.
    private static FloatVector floor(FloatVector values) {
        return (FloatVector) values.convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
    }

    /// @param outputGradient dL/dy
    /// @param currentGradient receives dL/dx; may be the current itself
    /// @return dL/dλ, summed in an order that only the number of threads decides
    float backward(Tensor outputGradient, Tensor currentGradient) {
        TreeMap<Long, Double> sums = new TreeMap<>();
        Workers.split(current.elements(), (from, to) -> {
            double sum = backward(current.values(), outputGradient.values(), currentGradient.values(), from, to);
            synchronized (sums) {
                sums.put(from, sum);
            }
        });
        return (float) sums.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private double backward(Values in, Values given, Values out, long from, long to) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1);
        double sum = 0;
        long i = from;
        for (; i + WIDTH <= to; i += WIDTH) {
            FloatVector g = Lanes.load(given, i);
            FloatVector share = Lanes.load(in, i).div(lambda);
            VectorMask<Float> above = share.compare(VectorOperators.GT, one);
            VectorMask<Float> inside = share.compare(VectorOperators.GE, zero).andNot(above);
            FloatVector lost =
                    floor(share.max(0).min(1).mul(levels).add(0.5f)).div(levels).sub(share);
            FloatVector byLambda = zero.blend(lost, inside).blend(one, above);
            Lanes.store(zero.blend(g, inside), out, i);
            sum += g.mul(byLambda).reduceLanes(VectorOperators.ADD);
        }
        for (; i < to; i++) {
            float g = given.get(i);
            float share = in.get(i) / lambda;
            boolean inside = share >= 0 && share <= 1;
            out.put(i, inside ? g : 0);
            sum += share > 1 ? g : inside ? g * ((float) (int) (share * levels + 0.5f) / levels - share) : 0;
        }
        return sum;
    }
}
