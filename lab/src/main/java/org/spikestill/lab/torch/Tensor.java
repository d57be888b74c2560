package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.lab.torch.kernel.Values;

/// A native array with gradients. Born in the innermost open [Scope] and freed with it.
public final class Tensor implements AutoCloseable {
    private final org.bytedeco.pytorch.Tensor raw;

    Tensor(org.bytedeco.pytorch.Tensor raw) {
        this.raw = raw;
    }

    org.bytedeco.pytorch.Tensor raw() {
        return raw;
    }

    /// A copy of `values`, row-major.
    public static Tensor of(float[] values, long... sizes) {
        checkCount(values.length, sizes);
        Tensor tensor = new Tensor(torch.empty(sizes));
        new FloatPointer(tensor.raw.data_ptr()).put(values, 0, values.length);
        return tensor;
    }

    /// Class indices, 64 bit.
    public static Tensor ofLabels(int[] labels, int count) {
        Tensor tensor = new Tensor(
                torch.empty(new long[] {count}, new TensorOptions(torch.ScalarType.Long), new MemoryFormatOptional()));
        long[] values = Arrays.stream(labels, 0, count).asLongStream().toArray();
        new LongPointer(tensor.raw.data_ptr()).put(values, 0, count);
        return tensor;
    }

    public static Tensor zeros(long... sizes) {
        return new Tensor(torch.zeros(sizes));
    }

    /// Uninitialised memory laid out like this one.
    Tensor emptyLike() {
        return new Tensor(torch.empty_like(raw));
    }

    /// The same in a precision of its own.
    Tensor emptyLike(Precision precision) {
        return new Tensor(torch.empty_like(raw, new TensorOptions(precision.type()), new MemoryFormatOptional()));
    }

    private static void checkCount(int found, long... sizes) {
        long wanted = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
        if (found != wanted) {
            throw new IllegalArgumentException(
                    "a tensor " + Arrays.toString(sizes) + " takes " + wanted + " values, it was given " + found);
        }
    }

    public long[] sizes() {
        long[] sizes = new long[(int) raw.dim()];
        Arrays.setAll(sizes, raw::size);
        return sizes;
    }

    public long size(int axis) {
        return raw.size(axis);
    }

    public long elements() {
        return raw.numel();
    }

    /// Number format of its values.
    Precision precision() {
        return raw.scalar_type().intern() == torch.ScalarType.BFloat16 ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /// These values in a precision, this tensor itself if it is in that already.
    public Tensor as(Precision precision) {
        return precision == precision() ? this : new Tensor(raw.to(precision.type()));
    }

    /// The value of a tensor with one element.
    public float toFloat() {
        return raw.item_float();
    }

    /// A row-major copy of the values.
    public float[] toFloats() {
        org.bytedeco.pytorch.Tensor plain = raw.detach().contiguous();
        float[] values = new float[Math.toIntExact(plain.numel())];
        new FloatPointer(plain.data_ptr()).get(values, 0, values.length);
        return values;
    }

    /// A row-major copy of class indices.
    public int[] toInts() {
        org.bytedeco.pytorch.Tensor plain = raw.contiguous();
        long[] values = new long[Math.toIntExact(plain.numel())];
        new LongPointer(plain.data_ptr()).get(values, 0, values.length);
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    /// The memory itself, in storage order; valid while the tensor lives.
    @SuppressWarnings("restricted") // the only view of native memory; its size is the tensor's own
    MemorySegment memory() {
        return MemorySegment.ofAddress(raw.data_ptr().address())
                .reinterpret(precision().bytes() * raw.numel());
    }

    /// The numbers in that memory.
    Values values() {
        return new Values(memory(), precision() == Precision.BFLOAT16);
    }

    public Tensor plus(Tensor other) {
        return new Tensor(raw.add(other.raw));
    }

    public Tensor plus(double value) {
        return new Tensor(raw.add(new Scalar(value)));
    }

    public Tensor minus(Tensor other) {
        return new Tensor(raw.sub(other.raw));
    }

    public Tensor times(Tensor other) {
        return new Tensor(raw.mul(other.raw));
    }

    public Tensor times(double value) {
        return new Tensor(raw.mul(new Scalar(value)));
    }

    public Tensor divide(Tensor other) {
        return new Tensor(raw.div(other.raw));
    }

    public Tensor divide(double value) {
        return new Tensor(raw.div(new Scalar(value)));
    }

    public Tensor square() {
        return new Tensor(raw.square());
    }

    /// Absolute value; the gradient at 0 is 0.
    public Tensor abs() {
        return new Tensor(raw.abs());
    }

    public Tensor sqrt() {
        return new Tensor(raw.sqrt());
    }

    public Tensor exp() {
        return new Tensor(raw.exp());
    }

    public Tensor sigmoid() {
        return new Tensor(raw.sigmoid());
    }

    public Tensor atan() {
        return new Tensor(raw.atan());
    }

    public Tensor relu() {
        return new Tensor(raw.relu());
    }

    public Tensor clamp(double low, double high) {
        return new Tensor(torch.clamp(
                raw,
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(low)),
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(high))));
    }

    public Tensor sum() {
        return new Tensor(raw.sum());
    }

    public Tensor sum(int axis) {
        return new Tensor(torch.sum(raw, new long[] {axis}, false, new ScalarTypeOptional()));
    }

    public Tensor mean() {
        return new Tensor(raw.mean());
    }

    public Tensor mean(int axis) {
        return new Tensor(torch.mean(raw, new long[] {axis}, false, new ScalarTypeOptional()));
    }

    /// Largest value of all.
    public Tensor max() {
        return new Tensor(raw.max());
    }

    /// Largest values along an axis, which is then gone.
    public Tensor max(int axis) {
        return new Tensor(torch.amax(raw, new long[] {axis}, false));
    }

    /// Smallest values along an axis, which is then gone.
    public Tensor min(int axis) {
        return new Tensor(torch.amin(raw, new long[] {axis}, false));
    }

    /// The k-th smallest value, k = 1 + round(share·(n − 1)); the largest at 1.
    public float quantile(double share) {
        if (share == 1) {
            return max().toFloat();
        }
        long k = 1 + Math.round(share * (elements() - 1));
        return torch.kthvalue(raw.flatten(), k).get0().item_float();
    }

    /// Index of the largest value along an axis, 64 bit.
    public Tensor argmax(int axis) {
        return new Tensor(raw.argmax(new LongOptional(axis), false));
    }

    public Tensor logSoftmax(int axis) {
        return new Tensor(torch.log_softmax(raw, axis));
    }

    /// Mean over the batch of −log softmax(logits)[label]; this is [N, K], labels [N].
    public Tensor crossEntropy(Tensor labels) {
        return new Tensor(torch.cross_entropy_loss(raw, labels.raw));
    }

    public Tensor reshape(long... sizes) {
        return new Tensor(raw.reshape(sizes));
    }

    /// `length` items of the first axis from `start`; shares memory.
    public Tensor narrow(long start, long length) {
        return new Tensor(raw.narrow(0, start, length));
    }

    /// Concatenation along the first axis.
    public static Tensor concatenate(Tensor... parts) {
        TensorVector vector = new TensorVector();
        for (Tensor part : parts) {
            vector.push_back(part.raw);
        }
        return new Tensor(torch.cat(vector, 0));
    }

    /// A matrix product: `[N, I]`, weights `[O, I]` → `[N, O]`.
    public Tensor linear(Tensor weight) {
        return Functions.linear(this, weight, null);
    }

    /// Means over a grid of `height`×`width` cells: [N, C, H, W] → [N, C, height, width].
    public Tensor averagePoolTo(int height, int width) {
        return new Tensor(torch.adaptive_avg_pool2d(raw, height, width));
    }

    /// The same value without a gradient.
    public Tensor detach() {
        return new Tensor(raw.detach());
    }

    Tensor requiringGradient() {
        raw.set_requires_grad(true);
        return this;
    }

    /// The gradient gathered so far, or null; it outlives this tensor.
    Tensor gradient() {
        org.bytedeco.pytorch.Tensor gradient = raw.grad(); // a reference into this tensor, gone with it
        return gradient.defined() ? new Tensor(new org.bytedeco.pytorch.Tensor(gradient)) : null;
    }

    /// Adds the gradients of this number to every leaf it depends on.
    public void backward() {
        raw.backward();
    }

    @Override
    public void close() {
        raw.close();
    }

    @Override
    public String toString() {
        return "Tensor " + Arrays.toString(sizes());
    }
}
