package org.spikestill.lab.torch;

import static org.spikestill.lab.torch.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Closed-form slopes over lanes. One record with a switch, not one class per slope: a call that could go to several
/// classes would not be inlined, and vectors would be boxed.
record LaneSlope(int form, float height, float width) {
    /// Whether there is a closed form for a surrogate; the rest stay on the reference path.
    static boolean knows(Surrogate surrogate) {
        return surrogate instanceof Triangle
                || surrogate instanceof Atan
                || surrogate instanceof Rectangle
                || surrogate instanceof Sigmoid;
    }

    static LaneSlope of(Surrogate surrogate) {
        return switch (surrogate) {
            case Triangle(float gamma) -> new LaneSlope(0, gamma, 1);
            case Atan(float alpha) -> new LaneSlope(1, alpha / 2, (float) (Math.PI / 2 * alpha));
            case Rectangle(float width) -> new LaneSlope(2, 1 / width, width / 2);
            case Sigmoid(float alpha) -> new LaneSlope(3, alpha, alpha);
            default -> throw new IllegalArgumentException("no lanes for " + surrogate);
        };
    }

    FloatVector at(FloatVector z) {
        return switch (form) {
            case 0 -> z.abs().neg().add(1).max(0).mul(height);
            case 1 -> {
                FloatVector x = z.mul(width);
                yield FloatVector.broadcast(FLOATS, height).div(x.mul(x).add(1));
            }
            case 2 -> FloatVector.zero(FLOATS).blend(height, z.abs().compare(VectorOperators.LE, width));
            default -> {
                FloatVector e = z.mul(-width).lanewise(VectorOperators.EXP);
                FloatVector p = FloatVector.broadcast(FLOATS, 1).div(e.add(1));
                yield p.mul(p.neg().add(1)).mul(height);
            }
        };
    }
}
