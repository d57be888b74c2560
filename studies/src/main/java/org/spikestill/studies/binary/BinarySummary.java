package org.spikestill.studies.binary;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.lab.experiment.Experiment.Column;
import org.spikestill.lab.experiment.Results;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Evaluation.LayerActivity;
import org.spikestill.report.result.Parity;
import org.spikestill.studies.NetworkLine;

/// The figures of a run for programs.
///
/// @param accuracy share of the test set, which chose nothing
/// @param accuracyByTick the same after each time step
/// @param validation share of the split that chose the epoch
/// @param epoch kept, from 1
/// @param addsPerSample accumulations on the engine
/// @param multiplyAddsPerSample multiply-accumulates on the engine
/// @param widths validation accuracy by bits of a weight
/// @param parity of trainer and engine
/// @param baseline test accuracy of the artificial network, if there is one
/// @param digest of the model file
/// @param seconds of every step
record BinarySummary(
        String data,
        Integration integration,
        int ticks,
        long seed,
        double accuracy,
        List<Double> accuracyByTick,
        double validation,
        int epoch,
        double spikesPerSample,
        List<LayerActivity> layers,
        double addsPerSample,
        double multiplyAddsPerSample,
        RoundingSweep.Widths widths,
        Parity parity,
        Optional<Double> baseline,
        String digest,
        Map<String, Double> seconds,
        BinaryActivation settings) {
    static final List<Column> COLUMNS = List.of(
            Column.of("validation %", 100, 2, "/validation"),
            Column.of("test %", 100, 2, "/accuracy"),
            Column.of("artificial network %", 100, 2, "/baseline"),
            Column.of("spikes per sample", 1, 0, "/spikesPerSample"),
            Column.of("additions per sample", 1, 0, "/addsPerSample"));

    static BinarySummary of(BinaryActivation settings, Results results) {
        Evaluation test = results.get(BinaryActivation.TEST).evaluation();
        Evaluation engine = results.get(BinaryActivation.ENGINE);
        var outcome = results.get(BinaryActivation.DEPLOYED).outcome();
        return new BinarySummary(
                DataSource.catalog().spec(settings.data()),
                settings.integration(),
                settings.ticks(),
                settings.seed(),
                test.accuracy(),
                test.accuracyByTick(),
                outcome.validation(),
                outcome.epoch(),
                test.spikesPerSample(),
                test.layers(),
                engine.addsPerSample(),
                engine.multiplyAddsPerSample(),
                results.get(BinaryActivation.WIDTHS),
                results.get(BinaryActivation.PARITY),
                results.find(BinaryActivation.BASELINE_TEST)
                        .map(each -> each.evaluation().accuracy()),
                results.digest(BinaryActivation.DEPLOYED),
                NetworkLine.seconds(results),
                settings);
    }
}
