package org.spikestill.model.algebra;

import org.spikestill.model.algebra.DualAlgebra.Dual;

/// A value and its derivative along one direction, both in double: forward differentiation, what gradients are tested
/// against.
///
/// ```
/// f(v + ε·d) = f(v) + ε·f′(v)·d
/// spike          value 1 where v > 0, else 0; derivative soft′(v / unit) / unit · d
/// ```
public record DualAlgebra() implements Algebra<Dual> {
    /// @param derivative along the direction of differentiation
    public record Dual(double value, double derivative) {
        /// A value that does not move.
        public static Dual constant(double value) {
            return new Dual(value, 0);
        }

        /// The variable of differentiation: its derivative is 1.
        public static Dual variable(double value) {
            return new Dual(value, 1);
        }
    }

    @Override
    public Dual add(Dual x, Dual y) {
        return new Dual(x.value + y.value, x.derivative + y.derivative);
    }

    @Override
    public Dual subtract(Dual x, Dual y) {
        return new Dual(x.value - y.value, x.derivative - y.derivative);
    }

    @Override
    public Dual multiply(Dual x, Dual y) {
        return new Dual(x.value * y.value, x.derivative * y.value + x.value * y.derivative);
    }

    @Override
    public Dual divide(Dual x, Dual y) {
        double value = x.value / y.value;
        return new Dual(value, (x.derivative - value * y.derivative) / y.value);
    }

    @Override
    public Dual scale(Dual x, float k) {
        return new Dual(k * x.value, k * x.derivative);
    }

    @Override
    public Dual shift(Dual x, float k) {
        return new Dual(x.value + k, x.derivative);
    }

    @Override
    public Dual clamp(Dual x, float low, float high) {
        boolean inside = x.value >= low && x.value <= high;
        return new Dual(Math.min(Math.max(x.value, low), high), inside ? x.derivative : 0);
    }

    @Override
    public Dual truncate(Dual x) {
        return new Dual(x.value < 0 ? Math.ceil(x.value) : Math.floor(x.value), x.derivative);
    }

    @Override
    public Dual exp(Dual x) {
        double value = Math.exp(x.value);
        return new Dual(value, value * x.derivative);
    }

    @Override
    public Dual sigmoid(Dual x) {
        double value = 1 / (1 + Math.exp(-x.value));
        return new Dual(value, value * (1 - value) * x.derivative);
    }

    @Override
    public Dual atan(Dual x) {
        return new Dual(Math.atan(x.value), x.derivative / (1 + x.value * x.value));
    }

    @Override
    public Dual detach(Dual x) {
        return Dual.constant(x.value);
    }

    @Override
    public Dual spike(Dual overdrive, float unit, SoftStep step) {
        Dual z = new Dual(overdrive.value / unit, overdrive.derivative / unit);
        return new Dual(overdrive.value > 0 ? 1 : 0, step.soft(this, z).derivative);
    }
}
