package org.spikestill.model.algebra;

/// One fp32 value per neuron: what the engine runs a neuron with that has no kernel of its own. Every operation rounds
/// once, yields a new array and leaves its arguments alone; there are no gradients.
///
/// `exp`, `sigmoid` and `atan` are computed in double and rounded to the nearest float.
public record ArrayAlgebra() implements Algebra<float[]> {
    @FunctionalInterface
    private interface Unary {
        float of(float x);
    }

    @FunctionalInterface
    private interface Binary {
        float of(float x, float y);
    }

    @Override
    public float[] add(float[] x, float[] y) {
        return map(x, y, Float::sum);
    }

    @Override
    public float[] subtract(float[] x, float[] y) {
        return map(x, y, (a, b) -> a - b);
    }

    @Override
    public float[] multiply(float[] x, float[] y) {
        return map(x, y, (a, b) -> a * b);
    }

    @Override
    public float[] divide(float[] x, float[] y) {
        return map(x, y, (a, b) -> a / b);
    }

    @Override
    public float[] scale(float[] x, float k) {
        return map(x, a -> k * a);
    }

    @Override
    public float[] shift(float[] x, float k) {
        return map(x, a -> a + k);
    }

    @Override
    public float[] clamp(float[] x, float low, float high) {
        return map(x, a -> Math.min(Math.max(a, low), high));
    }

    @Override
    public float[] truncate(float[] x) {
        return map(x, a -> (float) (a < 0 ? Math.ceil(a) : Math.floor(a)));
    }

    @Override
    public float[] exp(float[] x) {
        return map(x, a -> (float) Math.exp(a));
    }

    @Override
    public float[] sigmoid(float[] x) {
        return map(x, a -> (float) (1 / (1 + Math.exp(-a))));
    }

    @Override
    public float[] atan(float[] x) {
        return map(x, a -> (float) Math.atan(a));
    }

    @Override
    public float[] detach(float[] x) {
        return x;
    }

    @Override
    public float[] spike(float[] overdrive, float unit, SoftStep step) {
        return map(overdrive, a -> a > 0 ? 1f : 0f);
    }

    private static float[] map(float[] x, Unary operation) {
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = operation.of(x[i]);
        }
        return result;
    }

    private static float[] map(float[] x, float[] y, Binary operation) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "arrays hold " + x.length + " and " + y.length + " values: give one value per neuron in each");
        }
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = operation.of(x[i], y[i]);
        }
        return result;
    }
}
