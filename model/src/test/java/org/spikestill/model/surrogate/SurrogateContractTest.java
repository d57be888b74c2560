package org.spikestill.model.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.settings.Variants;

/// What every surrogate owes: the slope it states is the derivative of the function it gives.
class SurrogateContractTest {
    private static final DualAlgebra DUAL = new DualAlgebra();

    static Stream<Surrogate> surrogates() {
        return Variants.of(Surrogate.catalog());
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void comesBackFromFilesAndSpecs(Surrogate surrogate) {
        var catalog = Surrogate.catalog();
        assertThat(catalog.read(catalog.write(surrogate), "surrogate")).isEqualTo(surrogate);
        assertThat(catalog.parse(catalog.spec(surrogate))).isEqualTo(surrogate);
    }

    /// Multiples of 1/16 meet every kink. Constants of the definition are floats, so they differ by at most 2⁻²⁴ each;
    /// no definition has more than four.
    @ParameterizedTest
    @MethodSource("surrogates")
    void slopeIsTheDerivativeEverywhere(Surrogate surrogate) {
        for (int i = -48; i <= 48; i++) {
            double z = i / 16.0;
            double slope = surrogate.slope(z);
            assertThat(surrogate.soft(DUAL, Dual.variable(z)).derivative())
                    .as("at %s", z)
                    .isCloseTo(slope, within(4 * 0x1p-24 * Math.max(1, slope)));
        }
    }

    /// Central differences, error h²·f‴/6 + 2⁻⁵²/h; points lie a third of a grid away from the kinks.
    @ParameterizedTest
    @MethodSource("surrogates")
    void slopeIsTheLimitOfDifferences(Surrogate surrogate) {
        double h = 1e-5;
        for (int i = -48; i < 48; i++) {
            double z = (i + 0.333) / 16;
            double difference = (soft(surrogate, z + h) - soft(surrogate, z - h)) / (2 * h);
            assertThat(surrogate.slope(z)).as("at %s", z).isCloseTo(difference, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("surrogates")
    void slopeIsEvenNowhereNegativeAndHighestAtTheThreshold(Surrogate surrogate) {
        for (int i = 0; i <= 48; i++) {
            double z = i / 16.0;
            assertThat(surrogate.slope(z)).isNotNegative().isLessThanOrEqualTo(surrogate.slope(0));
            assertThat(surrogate.slope(-z)).isCloseTo(surrogate.slope(z), within(1e-12));
        }
    }

    @Test
    void slopesAtTheThresholdAndBesideItAreTheOnesPublished() {
        assertThat(new Triangle(0.5f).slope(0)).isEqualTo(0.5);
        assertThat(new Triangle(0.5f).slope(0.5)).isEqualTo(0.25);
        assertThat(new Triangle(0.5f).slope(1)).isZero();
        assertThat(new Rectangle(0.5f).slope(0.25)).isEqualTo(2);
        assertThat(new Rectangle(0.5f).slope(0.26)).isZero();
        assertThat(new Sigmoid(4).slope(0)).isEqualTo(1);
        assertThat(new Atan(2).slope(0)).isEqualTo(1);
        assertThat(new Atan(2).slope(1 / Math.PI)).isCloseTo(0.5, within(1e-15));
    }

    private static double soft(Surrogate surrogate, double z) {
        return surrogate.soft(DUAL, Dual.constant(z)).value();
    }
}
