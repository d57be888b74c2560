package org.spikestill.model.algebra;

/// The operations in which dynamics are written once and evaluated everywhere: with tensors in training, arrays
/// in the engine, value-and-derivative pairs in tests.
///
/// @param <V> one value, or one value per neuron
public interface Algebra<V> {
    V add(V x, V y);

    V subtract(V x, V y);

    V multiply(V x, V y);

    V divide(V x, V y);

    /// k·x
    V scale(V x, float k);

    /// x + k
    V shift(V x, float k);

    /// min(max(x, low), high); its gradient is 1 where low ≤ x ≤ high, else 0
    V clamp(V x, float low, float high);

    /// x rounded toward zero; its gradient is 1, as if it were not rounded
    V truncate(V x);

    V exp(V x);

    V sigmoid(V x);

    V atan(V x);

    /// The same value without a gradient.
    V detach(V x);

    /// 1 where overdrive > 0, else 0; equality stays silent. Its gradient is the derivative of `step` at
    /// z = overdrive / unit, divided by unit.
    V spike(V overdrive, float unit, SoftStep step);
}
