package org.spikestill.export.nir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

/// Numbers of a NIR file, row-major: a scalar has no axes. Never written after it is made.
public final class NirArray implements NirValue {
    /// Element types the writer uses.
    public enum Type {
        INT64,
        FLOAT32,
        FLOAT64
    }

    private final Type type;
    private final List<Integer> sizes;
    private final double[] values;

    /// @param values copied, as many as the product of `sizes`
    public NirArray(Type type, List<Integer> sizes, double... values) {
        int elements = new Shape(sizes).elements();
        if (values.length != elements) {
            throw new InvalidNetwork("an array of shape " + sizes + " has " + values.length + " values");
        }
        this.type = type;
        this.sizes = List.copyOf(sizes);
        this.values = values.clone();
    }

    static NirArray integer(int value) {
        return new NirArray(Type.INT64, List.of(), value);
    }

    static NirArray integers(List<Integer> values) {
        return new NirArray(
                Type.INT64,
                List.of(values.size()),
                values.stream().mapToDouble(Integer::doubleValue).toArray());
    }

    static NirArray pair(int value) {
        return integers(List.of(value, value));
    }

    static NirArray filled(Type type, Shape shape, double value) {
        double[] values = new double[shape.elements()];
        Arrays.fill(values, value);
        return new NirArray(type, shape.sizes(), values);
    }

    /// Weights as they are stored, in fp32.
    ///
    /// @param factor of every value
    static NirArray of(Block block, double factor) {
        float[] floats = block.toFloats();
        double[] values = new double[floats.length];
        Arrays.setAll(values, i -> floats[i] * factor);
        return new NirArray(Type.FLOAT32, block.shape().sizes(), values);
    }

    public Type type() {
        return type;
    }

    /// Lengths of the axes, empty for a scalar.
    public List<Integer> sizes() {
        return sizes;
    }

    public int elements() {
        return values.length;
    }

    public double at(int element) {
        return values[element];
    }

    DoubleStream stream() {
        return Arrays.stream(values);
    }

    /// The value that all elements have.
    ///
    /// @throws InvalidNetwork if they differ or are not finite
    double uniform(String name) {
        for (double value : values) {
            if (value != values[0] || !Double.isFinite(value)) {
                throw new InvalidNetwork(
                        name + " holds " + values[0] + " and " + value
                                + ": a population here has one finite value for all its neurons, split the layer or set one value");
            }
        }
        return values[0];
    }

    /// All values as whole numbers.
    List<Integer> integers(String name) {
        return stream()
                .mapToObj(value -> {
                    if (value != Math.rint(value) || Math.abs(value) > Shape.MAX_ELEMENTS) {
                        throw new InvalidNetwork(name + " holds " + value + ": it must be a whole number");
                    }
                    return (int) value;
                })
                .toList();
    }

    /// The values in fp32.
    ///
    /// @param factor of every value
    Block toBlock(Shape shape, double factor) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (values[i] * factor);
        }
        return Block.of(shape, floats);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NirArray that
                && type == that.type
                && sizes.equals(that.sizes)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * sizes.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return type + " " + sizes;
    }
}
