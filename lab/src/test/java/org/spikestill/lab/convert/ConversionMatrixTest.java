package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Evaluation;

/// Every conversion method on every kind of trained network, at a T that is large enough for rates to speak.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionMatrixTest {
    private static final int TICKS = 64;

    private static final int SAMPLES = 1000;

    private DataSplits data;

    @BeforeAll
    void open() throws IOException {
        data = DataSplits.of(new Strokes(1100, SAMPLES, 12, 1), Optional.empty(), 0.1f, Seed.of(1));
    }

    @AfterAll
    void close() throws IOException {
        data.close();
    }

    private static Stream<TrainedAnn.Kind> kinds() {
        return IntStream.range(0, 16)
                .mapToObj(i -> new TrainedAnn.Kind((i & 1) > 0, (i & 2) > 0, (i & 4) > 0, (i & 8) > 0));
    }

    /// The methods at thresholds that suit this T: none rounds most rates to 0, none cuts off many.
    private static List<ConversionMethod> methods() {
        return List.of(
                new Rmp(0.999f, 1, 512),
                new InPlaceOfActivations(),
                new LightCalibration(8, 64),
                new AdvancedCalibration(8, 64, 0),
                new Qcfs(),
                new ThresholdBalancing(1, 1, 64),
                new DataBased(1, 256, false),
                new ModelBased());
    }

    /// A hard reset discards what exceeds the threshold, whatever T is.
    private static boolean resetsHard(ConversionMethod method) {
        return method instanceof ThresholdBalancing || isNormalisation(method);
    }

    private static boolean isNormalisation(ConversionMethod method) {
        return method instanceof DataBased || method instanceof ModelBased;
    }

    /// The conversion of a run that names no method.
    private record InPlaceOfActivations() implements ConversionMethod {
        @Override
        public List<Pass> passes(Encoder encoder, int ticks) {
            return List.of(
                    new FoldBatchNorm(),
                    new ReluToSpike(new Lif(), encoder, ticks),
                    new BalanceThresholds(0.997f, 1, 64, 32));
        }
    }

    private static boolean takes(ConversionMethod method, TrainedAnn.Kind kind) {
        return kind.clips() == method instanceof Qcfs && !(kind.residual() && isNormalisation(method));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyMethodKeepsTheAccuracyOrNamesTheWayOut(TrainedAnn.Kind kind) throws IOException {
        TrainedAnn ann = TrainedAnn.of(kind, data);
        double before = ann.evaluated(data).accuracy();
        assertThat(before).as("the network has learned").isGreaterThan(0.5);
        for (ConversionMethod method : methods()) {
            if (takes(method, kind)) {
                assertKept(method, ann, before);
            } else {
                assertThatThrownBy(() -> converted(method, ann))
                        .as("%s, %s", kind, method)
                        .isInstanceOf(InvalidNetwork.class)
                        .hasMessageMatching("'\\w+' .*: .*convert with (rmp|qcfs)( or light-calibration)?"
                                + "(, threshold-balancing or light-calibration)?");
            }
        }
    }

    private Converted converted(ConversionMethod method, TrainedAnn ann) throws IOException {
        return Conversion.of(
                method.passes(new Direct(), TICKS), ann.network(), ann.weights(), data.train(), (_, _) -> {});
    }

    private void assertKept(ConversionMethod method, TrainedAnn ann, double before) throws IOException {
        Converted converted = converted(method, ann);
        Evaluation after = TrainedAnn.evaluated(converted.network(), converted.weights(), data);
        Optional<String> warning = new ConversionLoss(
                        ann.network(), before, method.passes(new Direct(), TICKS), converted.network(), after)
                .warning("converted");
        if (resetsHard(method)) {
            String wayOut = method instanceof ModelBased ? "data-based normalisation" : "take rmp";
            warning.ifPresent(line -> assertThat(line).contains(wayOut));
        } else {
            assertThat(Math.round(SAMPLES * (before - after.accuracy())))
                    .as("samples of %d that %s loses, where the ANN has %.1f %%", SAMPLES, method, 100 * before)
                    .isLessThanOrEqualTo(SAMPLES / 100);
        }
    }
}
