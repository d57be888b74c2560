package org.spikestill.model.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.surrogate.Triangle;

class DualAlgebraTest {
    private static final DualAlgebra A = new DualAlgebra();

    @Test
    void productsFollowTheProductRule() {
        assertThat(A.multiply(new Dual(2, 3), new Dual(5, 7))).isEqualTo(new Dual(10, 3 * 5 + 2 * 7));
        assertThat(A.add(new Dual(2, 3), new Dual(5, 7))).isEqualTo(new Dual(7, 10));
        assertThat(A.subtract(new Dual(2, 3), new Dual(5, 7))).isEqualTo(new Dual(-3, -4));
        assertThat(A.scale(new Dual(2, 3), 0.5f)).isEqualTo(new Dual(1, 1.5));
        assertThat(A.shift(new Dual(2, 3), 0.5f)).isEqualTo(new Dual(2.5, 3));
        assertThat(A.detach(new Dual(2, 3))).isEqualTo(new Dual(2, 0));
    }

    @Test
    void clampHoldsStillOutside() {
        assertThat(A.clamp(new Dual(0.5, 3), 0, 1)).isEqualTo(new Dual(0.5, 3));
        assertThat(A.clamp(new Dual(1, 3), 0, 1)).isEqualTo(new Dual(1, 3));
        assertThat(A.clamp(new Dual(2, 3), 0, 1)).isEqualTo(new Dual(1, 0));
        assertThat(A.clamp(new Dual(-2, 3), 0, 1)).isEqualTo(new Dual(0, 0));
    }

    @Test
    void curvesMatchTheirDifferences() {
        demand(A::exp, Math::exp);
        demand(A::sigmoid, x -> 1 / (1 + Math.exp(-x)));
        demand(A::atan, Math::atan);
    }

    /// z = −0.25 / 0.5, so slope = 0.3·(1 − 0.5) per unit of z, 0.3 per unit of the membrane, 0.6 along a direction of 2.
    @Test
    void spikesAreHardAndTheirDerivativeIsSoft() {
        Dual silent = A.spike(new Dual(-0.25, 2), 0.5f, new Triangle(0.3f));
        assertThat(silent.value()).isZero();
        assertThat(silent.derivative()).isCloseTo(0.6, within(0.6 * 0x1p-24));
        assertThat(A.spike(new Dual(0, 1), 0.5f, new Triangle()).value()).isZero();
        assertThat(A.spike(new Dual(1e-300, 1), 0.5f, new Triangle()).value()).isEqualTo(1);
    }

    /// Central differences with h = 1e-5: error h²·f‴/6 below 1e-9 where f‴ is below 60.
    private static void demand(UnaryOperator<Dual> found, DoubleUnaryOperator exact) {
        double h = 1e-5;
        for (double x = -2; x <= 2; x += 0.125) {
            Dual dual = found.apply(new Dual(x, 3));
            double difference = (exact.applyAsDouble(x + h) - exact.applyAsDouble(x - h)) / (2 * h);
            assertThat(dual.value()).isEqualTo(exact.applyAsDouble(x));
            assertThat(dual.derivative()).isCloseTo(3 * difference, within(3e-9));
        }
    }
}
