package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.INTS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [Decay] over lanes, operation by operation. Whole arrays, not single vectors: the rounded form compiles to more code than
/// the compiler inlines once it has seen it alone, and a vector that crosses a call is boxed.
record LaneDecay(float factor, float steps) {
    static LaneDecay of(Decay decay) {
        return new LaneDecay(decay.factor(), decay.steps());
    }

    /// Decays the first values of an array.
    ///
    /// @param neurons values, whole lanes of them
    /// @param after receives them; may be `before`
    void of(float[] before, int neurons, float[] after) {
        if (steps == 0) {
            for (int i = 0; i < neurons; i += WIDTH) {
                FloatVector.fromArray(FLOATS, before, i).mul(factor).intoArray(after, i);
            }
        } else {
            rounded(before, neurons, after);
        }
    }

    /// Conversions to whole numbers and back round toward 0, here of numbers far below 2³¹. They are spelt out: a method of their own would be
    /// such a call.
    private void rounded(float[] before, int neurons, float[] after) {
        float whole = Decay.WHOLE;
        for (int i = 0; i < neurons; i += WIDTH) {
            FloatVector n = FloatVector.fromArray(FLOATS, before, i).mul(steps);
            FloatVector high = (FloatVector) ((IntVector) n.mul(1 / whole).convertShape(VectorOperators.F2I, INTS, 0))
                    .convertShape(VectorOperators.I2F, FLOATS, 0);
            FloatVector low = (FloatVector)
                    ((IntVector) n.sub(high.mul(whole)).mul(factor).convertShape(VectorOperators.F2I, INTS, 0))
                            .convertShape(VectorOperators.I2F, FLOATS, 0);
            high.mul(factor * whole).add(low).mul(1 / steps).intoArray(after, i);
        }
    }
}
