package org.spikestill.model.neuron;

import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.algebra.SoftStep;

/// Dual numbers in which a spike is its smooth stand-in and nothing is rounded or detached, so that derivatives can be checked by
/// differences.
record SmoothAlgebra(DualAlgebra exact) implements Algebra<Dual> {
    SmoothAlgebra() {
        this(new DualAlgebra());
    }

    @Override
    public Dual add(Dual x, Dual y) {
        return exact.add(x, y);
    }

    @Override
    public Dual subtract(Dual x, Dual y) {
        return exact.subtract(x, y);
    }

    @Override
    public Dual multiply(Dual x, Dual y) {
        return exact.multiply(x, y);
    }

    @Override
    public Dual divide(Dual x, Dual y) {
        return exact.divide(x, y);
    }

    @Override
    public Dual scale(Dual x, float k) {
        return exact.scale(x, k);
    }

    @Override
    public Dual shift(Dual x, float k) {
        return exact.shift(x, k);
    }

    @Override
    public Dual clamp(Dual x, float low, float high) {
        return exact.clamp(x, low, high);
    }

    @Override
    public Dual truncate(Dual x) {
        return x;
    }

    @Override
    public Dual exp(Dual x) {
        return exact.exp(x);
    }

    @Override
    public Dual sigmoid(Dual x) {
        return exact.sigmoid(x);
    }

    @Override
    public Dual atan(Dual x) {
        return exact.atan(x);
    }

    @Override
    public Dual detach(Dual x) {
        return x;
    }

    @Override
    public Dual spike(Dual overdrive, float unit, SoftStep step) {
        return step.soft(this, new Dual(overdrive.value() / unit, overdrive.derivative() / unit));
    }
}
