package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

/// What every loss of the catalog owes: a finite scalar, a mean over the batch, and the gradient of what it computes.
class LossContractTest {
    private static final int SAMPLES = 3;
    private static final int CLASSES = 4;
    private static final int TICKS = 2;
    private static final long[] MAP = {SAMPLES, 2, 4, 4};

    static Stream<Loss> losses() {
        return Stream.concat(
                Loss.catalog().names().stream()
                        .map(name -> Loss.catalog().parse(name))
                        .filter(loss -> !loss.needs().contains(Loss.Need.TRAINS)) // each has a test of its own
                        .filter(loss -> loss.targets().stream().allMatch(Targets.Kind.class::isInstance))
                        .filter(loss -> !(loss instanceof MeanSquaredError
                                || loss instanceof DecodedMatch
                                || loss instanceof L1Penalty
                                || loss instanceof L0Penalty))
                        .map(LossContractTest::positive),
                Stream.of(
                        new AttentionMatch(AttentionMatch.Norm.MSE_MEAN),
                        new SoftTargets(1),
                        new SoftTargets(2, true),
                        new TickCrossEntropy(TickLogits.SO_FAR),
                        new TickSoftTargets(2, TickLogits.SO_FAR),
                        new TickSelfTargets(2, TickSelfTargets.Ensemble.CORRECT, TickLogits.SO_FAR)));
    }

    /// The loss, set so that these inputs have a value above 0.
    private static Loss positive(Loss loss) {
        return switch (loss) {
            case SpikeTarget _ -> new SpikeTarget(20);
            case PseudoLabels _ -> new PseudoLabels(0);
            default -> loss;
        };
    }

    /// A target that is made of the student's own logits is held still, so that the value has another slope.
    static Stream<Loss> lossesOfFixedTargets() {
        return losses().filter(loss -> !(loss instanceof TickSelfTargets));
    }

    private static float[] logits() {
        return Seed.of(11).normals(TICKS * SAMPLES * CLASSES);
    }

    private static float[] rates() {
        float[] rates = new float[SAMPLES * 32];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = Seed.uniform(12, i);
        }
        return rates;
    }

    /// @param logits `[T, N, K]`
    private static LossInputs inputs(Tensor logits, Tensor map, int[] labels) {
        long samples = logits.size(1);
        float[] taught = Seed.of(13).normals(SAMPLES * CLASSES);
        float[] activations = Seed.of(14).normals(SAMPLES * 8);
        return SampleInputs.of(
                SampleInputs.byTick(
                        ticks(repeated(taught, samples, CLASSES)),
                        Map.of("a", repeated(activations, samples, 2, 2, 2))),
                SampleInputs.byTick(logits, Map.of("a", map)),
                labels,
                "a");
    }

    /// The values of all samples, over and over until there are `samples` of them.
    private static Tensor repeated(float[] values, long samples, long... sizes) {
        float[] result = new float[Math.toIntExact(values.length / SAMPLES * samples)];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i % values.length];
        }
        long[] all = new long[sizes.length + 1];
        all[0] = samples;
        System.arraycopy(sizes, 0, all, 1, sizes.length);
        return Tensor.of(result, all);
    }

    /// The same logits in both ticks.
    private static Tensor ticks(Tensor logits) {
        return Tensor.concatenate(logits, logits).reshape(TICKS, logits.size(0), CLASSES);
    }

    private static Tensor twiceInEveryTick(float[] logits) {
        int tick = SAMPLES * CLASSES;
        float[] result = new float[2 * logits.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = logits[i / (2 * tick) * tick + i % tick];
        }
        return Tensor.of(result, TICKS, 2 * SAMPLES, CLASSES);
    }

    private static double value(Loss loss, float[] logits, float[] rates) {
        LossInputs inputs =
                inputs(Tensor.of(logits, TICKS, SAMPLES, CLASSES), Tensor.of(rates, MAP), new int[] {0, 1, 2});
        Tensor value = loss.of(inputs);
        assertThat(value.sizes()).isEmpty();
        return value.toFloat();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aBatchTwiceIsWorthTheSame(Loss loss) {
        try (Scope _ = Scope.open()) {
            LossInputs twice = inputs(
                    twiceInEveryTick(logits()), repeated(rates(), 2 * SAMPLES, 2, 4, 4), new int[] {0, 1, 2, 0, 1, 2});
            double once = value(loss, logits(), rates());
            assertThat(once).isPositive().isFinite();
            assertThat((double) loss.of(twice).toFloat()).isEqualTo(once, within(1e-6 * once)); // some ten roundings
        }
    }

    /// Central differences of fourth order, h = 1/32. The loss is below 3 and carries some twenty roundings, 3.6e-6 in
    /// all, which 18 / 12h turns into 1.7e-4.
    @ParameterizedTest
    @MethodSource("lossesOfFixedTargets")
    void theGradientIsTheSlopeOfTheValue(Loss loss) {
        try (Scope _ = Scope.open()) {
            Tensor logits = Leaf.of(logits(), TICKS, SAMPLES, CLASSES);
            Tensor rates = Leaf.of(rates(), MAP);
            LossInputs inputs = inputs(logits, rates, new int[] {0, 1, 2});
            inputs.student().backward(loss.of(inputs));
            mustBeTheSlope(Leaf.gradient(logits), logits(), moved -> value(loss, moved, rates()));
            mustBeTheSlope(Leaf.gradient(rates), rates(), moved -> value(loss, logits(), moved));
        }
    }

    private static void mustBeTheSlope(float[] gradient, float[] at, Function<float[], Double> value) {
        float[] direction = Seed.of(15).normals(at.length);
        double length = 0;
        double along = 0;
        for (int i = 0; i < at.length; i++) {
            length += (double) direction[i] * direction[i];
            along += (double) direction[i] * gradient[i];
        }
        double step = 1 / 32.0 / Math.sqrt(length);
        double near = value.apply(moved(at, direction, step)) - value.apply(moved(at, direction, -step));
        double far = value.apply(moved(at, direction, 2 * step)) - value.apply(moved(at, direction, -2 * step));
        assertThat(along / Math.sqrt(length)).isEqualTo((8 * near - far) / 12 * 32, within(1.7e-4));
    }

    private static float[] moved(float[] at, float[] direction, double step) {
        float[] moved = at.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        return moved;
    }
}
