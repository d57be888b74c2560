package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Triangle;

/// φ = slope(u/threshold − 1) / threshold over lanes, in closed forms that take the threshold in beforehand: a division
/// costs more than all the rest. One record with a switch, not one class per slope: a call that could go to several classes
/// would not be inlined, and vectors would be boxed.
///
/// @param form of the curve
/// @param height its largest value
/// @param width factor on the distance u − threshold; of the rectangle, half of it in multiples of the threshold
record LaneSlope(int form, float threshold, float height, float width) {
    static LaneSlope of(Lif lif) {
        float threshold = lif.threshold();
        return switch (lif.surrogate()) {
            case Triangle(float gamma) -> new LaneSlope(0, threshold, gamma / threshold, 1 / threshold);
            case Atan(float alpha) ->
                new LaneSlope(1, threshold, alpha / 2 / threshold, (float) (Math.PI / 2 * alpha / threshold));
            case Rectangle(float width) -> new LaneSlope(2, threshold, 1 / (width * threshold), width / 2);
            case Sigmoid(float alpha) -> new LaneSlope(3, threshold, alpha / threshold, alpha / threshold);
            default -> throw new IllegalArgumentException("no lanes for " + lif.surrogate());
        };
    }

    FloatVector at(FloatVector u) {
        FloatVector distance = u.sub(threshold);
        return switch (form) {
            case 0 -> distance.abs().mul(-width).add(1).max(0).mul(height);
            case 1 -> {
                FloatVector x = distance.mul(width);
                yield FloatVector.broadcast(FLOATS, height).div(x.mul(x).add(1));
            }
            case 2 -> // an edge: here the quotient has to be exact
                FloatVector.zero(FLOATS)
                        .blend(height, distance.div(threshold).abs().compare(VectorOperators.LE, width));
            default -> {
                FloatVector e = distance.mul(-width).lanewise(VectorOperators.EXP);
                FloatVector p = FloatVector.broadcast(FLOATS, 1).div(e.add(1));
                yield p.mul(p.neg().add(1)).mul(height);
            }
        };
    }
}
