package org.spikestill.report.result;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;

/// An array of a result, such as an image `[C, H, W]` or a map `[H, W]`.
///
/// @param values row-major, as many as the shape has elements
public record FloatArray(Shape shape, List<Float> values) {
    public FloatArray {
        values = List.copyOf(values);
        if (values.size() != shape.elements()) {
            throw new IllegalArgumentException(
                    values.size() + " values for the shape " + shape + ": it holds " + shape.elements());
        }
    }

    public static FloatArray of(Shape shape, float... values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return new FloatArray(shape, list);
    }

    public Block toBlock() {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return Block.of(shape, array);
    }
}
