package org.spikestill.lab.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.algebra.SoftStep;

/// Dynamics over tensors, with gradients: the reference path, and what a new neuron trains on from its first day.
///
/// A spike is `hard + (soft − detach(soft))`: exactly 0 or 1 forward, the slope of the surrogate backward.
///
/// @param smooth replaces the hard step by its surrogate, so that gradients can be held against finite differences
public record TorchAlgebra(boolean smooth) implements Algebra<Tensor> {
    public TorchAlgebra() {
        this(false);
    }

    @Override
    public Tensor add(Tensor x, Tensor y) {
        return x.plus(y);
    }

    @Override
    public Tensor subtract(Tensor x, Tensor y) {
        return x.minus(y);
    }

    @Override
    public Tensor multiply(Tensor x, Tensor y) {
        return x.times(y);
    }

    @Override
    public Tensor divide(Tensor x, Tensor y) {
        return x.divide(y);
    }

    @Override
    public Tensor scale(Tensor x, float k) {
        return x.times(k);
    }

    @Override
    public Tensor shift(Tensor x, float k) {
        return x.plus(k);
    }

    @Override
    public Tensor clamp(Tensor x, float low, float high) {
        return x.clamp(low, high);
    }

    @Override
    public Tensor truncate(Tensor x) {
        Tensor plain = x.detach();
        return smooth
                ? x
                : x.plus(new Tensor(plain.raw().trunc()).minus(plain)); // exact: both lie within a factor of two
    }

    @Override
    public Tensor exp(Tensor x) {
        return x.exp();
    }

    @Override
    public Tensor sigmoid(Tensor x) {
        return x.sigmoid();
    }

    @Override
    public Tensor atan(Tensor x) {
        return x.atan();
    }

    @Override
    public Tensor detach(Tensor x) {
        return x.detach();
    }

    @Override
    public Tensor spike(Tensor overdrive, float unit, SoftStep step) {
        Tensor soft = step.soft(this, overdrive.divide(unit));
        return smooth ? soft : isPositive(overdrive).plus(soft.minus(soft.detach()));
    }

    /// 1 where the value is above 0, else 0; no gradient.
    private static Tensor isPositive(Tensor x) {
        return new Tensor(x.raw().detach().gt(new Scalar(0)).to(torch.ScalarType.Float));
    }
}
