package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.settings.Seed;

/// The pass over lanes against the composition of library operations, at lengths that fill no whole lanes, and where the
/// work is split over threads.
@Tag("lanes")
class ClipRunTest {
    private static final float LAMBDA = 1.7f;

    /// Values are multiples of 1/64 in bfloat16's reach, so that both paths see the same; λ is none, so no value lies on an
    /// edge. A sum of n products of about 1 is taken in another order: within n·2⁻²⁴·√n of each other at the very worst.
    @ParameterizedTest
    @CsvSource({"1, FLOAT32", "37, FLOAT32", "40001, FLOAT32", "37, BFLOAT16", "40001, BFLOAT16"})
    void equalsTheComposition(int count, Precision precision) {
        try (Scope _ = Scope.open()) {
            Tensor x = tensor(count, Seed.of(1));
            Tensor given = tensor(count, Seed.of(2));
            Tensor leaf = x.times(1).requiringGradient();
            Tensor lambda = Tensor.of(new float[] {LAMBDA}, 1).requiringGradient();
            Tensor expected = Functions.quantisedClip(leaf, lambda, 4);
            expected.times(given).sum().backward();

            Tensor current = x.as(precision);
            ClipRun run = new ClipRun(current, LAMBDA, 4);
            Tensor output = current.emptyLike();
            run.forward(output);
            Tensor gradient = current.emptyLike();
            float byLambda = run.backward(given.as(precision), gradient);

            float rounding = precision == Precision.FLOAT32 ? 1e-6f : LAMBDA / 256;
            assertThat(output.as(Precision.FLOAT32).toFloats()).containsExactly(expected.toFloats(), within(rounding));
            assertThat(gradient.as(Precision.FLOAT32).toFloats())
                    .containsExactly(leaf.gradient().toFloats(), within(1e-6f));
            assertThat(byLambda).isCloseTo(lambda.gradient().toFloat(), within(1e-5f + count * 1e-6f));
        }
    }

    private static Tensor tensor(int count, Seed seed) {
        float[] values = seed.normals(count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.clamp(Math.round(64 * values[i]), -127, 127) / 64f;
        }
        return Tensor.of(values, count);
    }
}
