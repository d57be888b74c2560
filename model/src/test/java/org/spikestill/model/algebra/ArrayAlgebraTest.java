package org.spikestill.model.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Triangle;

class ArrayAlgebraTest {
    private static final ArrayAlgebra A = new ArrayAlgebra();
    private static final float[] X = Seed.of(5).normals(207);
    private static final float[] Y = Seed.of(6).normals(207);

    /// Exact decimal arithmetic, rounded once: the definition of a float operation.
    @Test
    void arithmeticRoundsOnce() {
        demand(A.add(X, Y), BigDecimal::add);
        demand(A.subtract(X, Y), BigDecimal::subtract);
        demand(A.multiply(X, Y), BigDecimal::multiply);
        demand(A.scale(X, 0.3f), x -> x.multiply(new BigDecimal(0.3f)));
        demand(A.shift(X, 0.3f), x -> x.add(new BigDecimal(0.3f)));
    }

    @Test
    void clampKeepsWhatLiesInside() {
        assertThat(A.clamp(new float[] {-3, -1, 0.25f, 2, 7}, -1, 2)).containsExactly(-1f, -1f, 0.25f, 2f, 2f);
    }

    @Test
    void curvesAreRoundedFromDouble() {
        assertThat(A.exp(new float[] {0, 1, -200, 200})).containsExactly(1f, 2.7182817f, 0f, Float.POSITIVE_INFINITY);
        assertThat(A.sigmoid(new float[] {0, -200, 200})).containsExactly(0.5f, 0f, 1f);
        assertThat(A.atan(new float[] {1})).containsExactly(0.7853982f);
    }

    @Test
    void onlyPositiveOverdriveFires() {
        float[] overdrive = {-1, -0f, 0, Float.MIN_VALUE, 3, Float.NaN};
        assertThat(A.spike(overdrive, 1, new Triangle())).containsExactly(0f, 0f, 0f, 1f, 1f, 0f);
    }

    @Test
    void argumentsStayAsTheyAre() {
        float[] x = X.clone();
        A.add(x, x);
        A.clamp(x, 0, 0);
        A.spike(x, 1, new Triangle());
        assertThat(x).isEqualTo(X);
    }

    @Test
    void populationsOfDifferentSizeAreRefused() {
        assertThatThrownBy(() -> A.add(new float[3], new float[4]))
                .hasMessage("arrays hold 3 and 4 values: give one value per neuron in each");
    }

    private static void demand(float[] found, BinaryOperator<BigDecimal> exact) {
        for (int i = 0; i < X.length; i++) {
            assertThat(found[i])
                    .isEqualTo(exact.apply(new BigDecimal(X[i]), new BigDecimal(Y[i]))
                            .floatValue());
        }
    }

    private static void demand(float[] found, UnaryOperator<BigDecimal> exact) {
        for (int i = 0; i < X.length; i++) {
            assertThat(found[i]).isEqualTo(exact.apply(new BigDecimal(X[i])).floatValue());
        }
    }
}
