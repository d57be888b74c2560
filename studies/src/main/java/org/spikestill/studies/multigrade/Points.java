package org.spikestill.studies.multigrade;

import java.util.Arrays;

/// Values of a function at points. Immutable by convention: arrays are shared, not changed.
final class Points {
    private final int inputs;
    private final int outputs;
    private final float[] x; // [points, inputs]
    private final float[] y; // [points, outputs]

    Points(int inputs, int outputs, float[] x, float[] y) {
        if (x.length / inputs != y.length / outputs) {
            throw new IllegalArgumentException(
                    x.length / inputs + " points have " + y.length / outputs + " values: each needs its own");
        }
        this.inputs = inputs;
        this.outputs = outputs;
        this.x = x;
        this.y = y;
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    int size() {
        return x.length / inputs;
    }

    float[] x() {
        return x;
    }

    float[] y() {
        return y;
    }

    /// A part of the points, in the order of their numbers.
    Points select(int[] numbers) {
        return new Points(inputs, outputs, rows(x, inputs, numbers), rows(y, outputs, numbers));
    }

    /// Rows of a matrix.
    static float[] rows(float[] matrix, int width, int[] numbers) {
        float[] rows = new float[Math.multiplyExact(numbers.length, width)];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(matrix, numbers[i] * width, rows, i * width, width);
        }
        return rows;
    }

    /// A function of one variable at points.
    interface Function {
        double at(double x);
    }

    static Points of(Function function, float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) function.at(x[i]);
        }
        return new Points(1, 1, x, y);
    }

    /// `count` points in equal distance from `from` on, `to` excluded.
    static float[] grid(int count, double from, double to) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) (from + (to - from) * i / count);
        }
        return x;
    }

    /// Labels of classes as rows of 0 and 1, read back.
    int classOf(int point) {
        return largest(y, point, outputs);
    }

    /// Position of the largest value of a row.
    static int largest(float[] matrix, int row, int width) {
        int best = 0;
        for (int k = 1; k < width; k++) {
            best = matrix[row * width + k] > matrix[row * width + best] ? k : best;
        }
        return best;
    }

    @Override
    public String toString() {
        return size() + " points of " + inputs + " to " + outputs + " values " + Arrays.hashCode(y);
    }
}
