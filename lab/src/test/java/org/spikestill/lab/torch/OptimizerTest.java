package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

/// Optimizers against steps worked by hand, and against the native library's own.
class OptimizerTest {
    /// Arrays on the Java side, changed step by step.
    private static final class Update {
        private final Optimizer optimizer;
        private final MemorySegment weights;
        private final List<MemorySegment> state;
        private long steps;

        Update(Optimizer optimizer, float... weights) {
            this.optimizer = optimizer;
            this.weights = MemorySegment.ofArray(weights.clone());
            this.state = optimizer.state().stream()
                    .map(_ -> MemorySegment.ofArray(new float[weights.length]))
                    .toList();
        }

        float[] step(boolean decays, double factor, float... gradient) {
            optimizer.update(
                    new Optimizer.Update(weights, MemorySegment.ofArray(gradient), state, gradient.length, decays),
                    ++steps,
                    factor);
            return weights.toArray(JAVA_FLOAT);
        }
    }

    private static void mustBe(float[] found, double wanted) {
        assertThat((double) found[0]).isCloseTo(wanted, within(1e-7)); // one rounding of numbers below 2 each step
    }

    @Test
    void weightsOf0StayThereAndOthersGoAsTheRuleSays() {
        Update kept = new Update(new KeepZeros(new Adam(0.1f, 0, 0.5f, 0.75f, 1e-8f, false)), 0, 1);
        assertThat(kept.step(true, 1, 0.5f, 0.5f)).containsExactly(0, 0.9f);
        assertThat(kept.step(true, 1, -1, -1)[0]).isZero();
        Update bias = new Update(new KeepZeros(new Adam(0.1f, 0, 0.5f, 0.75f, 1e-8f, false)), 0);
        assertThat(bias.step(false, 1, 0.5f)).containsExactly(-0.1f);
    }

    /// ```
    /// step 1   g = 0.5   m = 0.25      s = 0.0625     m/(1 − 0.5) = 0.5      √(s/(1 − 0.75)) = 0.5     w = 1 − 0.1·1
    /// step 2   g = −1    m = −0.375    s = 0.296875   m/0.75 = −0.5          √(s/0.4375) = 0.823754471 w += 0.0606976977
    /// ```
    @Test
    void adamTakesItsFirstTwoStepsAsByHand() {
        Update update = new Update(new Adam(0.1f, 0, 0.5f, 0.75f, 1e-8f, false), 1);
        mustBe(update.step(true, 1, 0.5f), 0.9);
        mustBe(update.step(true, 1, -1), 0.9606976977);
    }

    /// Where gradients vanish the square shrinks: from 0.0625 to 0.046875. Only AMSGrad remembers the larger one.
    ///
    /// ```
    /// step 2   g = 0   m = 0.125   m/0.75 = 0.1666666667   √(0.046875/0.4375) = 0.3273268354   √(0.0625/0.4375) = 0.3779644730
    /// plain    w = 0.9 − 0.1·0.1666666667/0.3273268354 = 0.8490824923
    /// amsgrad  w = 0.9 − 0.1·0.1666666667/0.3779644730 = 0.8559041448
    /// ```
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void amsgradRemembersTheLargestSquare(boolean amsgrad) {
        Update update = new Update(new Adam(0.1f, 0, 0.5f, 0.75f, 1e-8f, amsgrad), 1);
        mustBe(update.step(true, 1, 0.5f), 0.9);
        mustBe(update.step(true, 1, 0), amsgrad ? 0.8559041448 : 0.8490824923);
    }

    /// ```
    /// step 1   g = 0.5 + 0.1·1 = 0.6        b = 0.6                 w = 1 − 0.1·0.6 = 0.94
    /// step 2   g = −1 + 0.1·0.94 = −0.906   b = 0.3 − 0.906         w = 0.94 + 0.0606
    /// without decay: 0.5, −1;               b = 0.5, −0.75          w = 0.95, 1.025
    /// ```
    @Test
    void sgdTakesItsFirstTwoStepsAsByHand() {
        Sgd sgd = new Sgd(0.1f, 0.5f, 0.1f);
        Update weight = new Update(sgd, 1);
        mustBe(weight.step(true, 1, 0.5f), 0.94);
        mustBe(weight.step(true, 1, -1), 1.0006);
        Update bias = new Update(sgd, 1);
        mustBe(bias.step(false, 1, 0.5f), 0.95);
        mustBe(bias.step(false, 1, -1), 1.025);
    }

    @Test
    void theScheduleScalesTheRateAlone() {
        Update sgd = new Update(new Sgd(0.5f, 0.5f, 0), 1);
        mustBe(sgd.step(true, 0.25, 1), 1 - 0.25 * 0.5);
        mustBe(sgd.step(true, 1, 0), 0.875 - 0.5 * 0.5); // the velocity was not scaled
        Update adam = new Update(new Adam(0.5f, 0, 0.5f, 0.75f, 1e-8f, false), 1);
        mustBe(adam.step(true, 0.25, 3), 1 - 0.25 * 0.5);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Adam(0.01f, 0, 0.9f, 0.999f, 1e-8f, false),
                new Adam(0.01f, 0.05f, 0.9f, 0.999f, 1e-8f, false),
                new Adam(0.02f, 0.05f, 0.8f, 0.99f, 1e-4f, true),
                new Sgd(0.1f, 0, 0),
                new Sgd(0.1f, 0.9f, 5e-2f));
    }

    /// Both round each of some ten operations of a step once, and the native library starts from decimal constants where
    /// ours are floats, which adds 1e-6 of an update. Updates are at most the rate in Adam and ten times it in Sgd; five
    /// of them stay below 2 in weights of up to 4, so that 100 roundings of 4 bound the difference: 2.4e-5.
    @ParameterizedTest
    @MethodSource("optimizers")
    void fiveStepsAgreeWithTheNativeLibrary(Optimizer optimizer) {
        int elements = 20_001; // enough for several threads, and no multiple of anything
        float[] weights = Seed.of(51).normals(elements);
        Update update = new Update(optimizer, weights);
        try (Scope _ = Scope.open()) {
            Tensor parameter = Tensor.of(weights, elements).requiringGradient();
            org.bytedeco.pytorch.Optimizer theirs = nativeOptimizer(optimizer, parameter);
            for (int step = 0; step < 5; step++) {
                float[] gradient = Seed.of(52).split(step).normals(elements);
                parameter.raw().mutable_grad().put(Tensor.of(gradient, elements).raw());
                theirs.step();
                float[] wanted = parameter.toFloats();
                float[] found = update.step(true, 1, gradient);
                for (int i = 0; i < elements; i++) {
                    if (!(Math.abs(found[i] - wanted[i]) <= 2.4e-5)) {
                        throw new AssertionError("weight " + i + " after step " + (step + 1) + " is " + found[i]
                                + ", the native optimizer says " + wanted[i]);
                    }
                }
            }
        }
    }

    private static org.bytedeco.pytorch.Optimizer nativeOptimizer(Optimizer optimizer, Tensor parameter) {
        TensorVector parameters = new TensorVector(parameter.raw());
        return switch (optimizer) {
            case Adam adam -> {
                AdamOptions options = new AdamOptions(adam.learningRate());
                DoublePointer betas = options.betas(); // 0.9 and 0.999, a tuple that some compilers store back to front
                int first = betas.get(0) < betas.get(1) ? 0 : 1;
                betas.put(first, adam.beta1()).put(1 - first, adam.beta2());
                options.eps().put(adam.epsilon());
                options.weight_decay().put(adam.weightDecay());
                options.amsgrad().put(adam.amsgrad());
                yield new org.bytedeco.pytorch.Adam(parameters, options);
            }
            case Sgd sgd -> {
                SGDOptions options = new SGDOptions(sgd.learningRate());
                options.momentum().put(sgd.momentum());
                options.weight_decay().put(sgd.weightDecay());
                yield new org.bytedeco.pytorch.SGD(parameters, options);
            }
            default -> throw new AssertionError("no native twin of " + optimizer);
        };
    }

    @Test
    void everyOptimizerOfTheCatalogIsCompared() {
        List<Class<?>> compared =
                new ArrayList<>(List.of(QuantisedAdam.class, KeepZeros.class)); // in tests of their own
        optimizers().forEach(optimizer -> compared.add(optimizer.getClass()));
        assertThat(compared).containsAll(Optimizer.catalog().members());
    }
}
