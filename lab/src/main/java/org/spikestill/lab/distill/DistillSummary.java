package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSource;
import org.spikestill.data.Labels;
import org.spikestill.lab.experiment.Experiment.Column;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.Evaluate.TestResult;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Evaluation.LayerActivity;
import org.spikestill.report.result.Parity;
import tools.jackson.databind.JsonNode;

/// The figures of a run for programs: `summary.json`. Maps are by name of the network.
///
/// @param accuracy shares of the test set, which chose nothing
/// @param agreement in place of accuracy on data without labels: shares of test samples predicted as the teacher predicts them
/// @param validation shares of the split that chose epochs and scales
/// @param epochs kept, from 1, of trained networks
/// @param seconds of every step, in the run that made its result
/// @param costs of an epoch
/// @param student name of the network that the run is about
/// @param spikesPerSample of that network
/// @param accuracyByTick test accuracy after each time step, of spiking networks
/// @param agreementByTick in place of that on data without labels
/// @param energy per test sample, by `student`, `artificial` (the network of its shape), `quantised` (that in 8 bits) and `teacher`
/// @param earlyExit of that network; empty at T = 1
/// @param layers firing populations of that network
/// @param parity of trainer and engine on that network
/// @param teachersShare by name of the taught network: its paired difference to the untaught twin
/// @param digests of the model files
public record DistillSummary(
        String method,
        String data,
        long seed,
        int ticks,
        Map<String, Double> accuracy,
        Map<String, Double> agreement,
        Map<String, Double> validation,
        Map<String, Integer> epochs,
        Map<String, Double> seconds,
        Map<String, TrainingCost> costs,
        String student,
        double spikesPerSample,
        Map<String, List<Double>> accuracyByTick,
        Map<String, List<Double>> agreementByTick,
        Map<String, Double> spikesPerSampleByNetwork,
        Map<String, EnergyFigures.Nanojoules> energy,
        Optional<EarlyExit> earlyExit,
        List<LayerActivity> layers,
        Parity parity,
        Map<String, Shares.Figures> teachersShare,
        Map<String, String> digests,
        JsonNode settings,
        Provenance provenance) {
    static final Column STUDENT =
            Column.of("student %", 100, 2, "/accuracy/student", "/agreement/student", "/accuracy/converted");

    static final List<Column> COLUMNS = List.of(
            Column.of("teacher %", 100, 2, "/accuracy/teacher"),
            Column.of("teacher afterwards %", 100, 2, "/accuracy/dnn"),
            Column.of("ANN %", 100, 2, "/accuracy/ann", "/agreement/ann"),
            Column.of("converted %", 100, 2, "/accuracy/converted", "/agreement/converted"),
            STUDENT,
            Column.of("validation %", 100, 2, "/validation/student", "/validation/converted"),
            Column.of("untaught %", 100, 2, "/accuracy/untaught", "/accuracy/untaught-converted"),
            Column.paired(
                    "teacher's share in points",
                    100,
                    2,
                    "/teachersShare/student/difference",
                    "/teachersShare/converted/difference"),
            Column.paired("share in the ANN in points", 100, 2, "/teachersShare/ann/difference"),
            Column.of("spikes per sample", 1, 0, "/spikesPerSample"),
            Column.of("student's nJ at 45nm-fp32 (computation)", 1, 0, "/energy/student/computation"),
            Column.of("student's nJ at 45nm-fp32 (with memory)", 1, 0, "/energy/student/withMemory"),
            Column.of("nJ at 45nm-fp32 of the ANN of its shape (computation)", 1, 0, "/energy/artificial/computation"),
            Column.of("nJ at 45nm-fp32 of that ANN (with memory)", 1, 0, "/energy/artificial/withMemory"),
            Column.of("nJ at 45nm-int8 of that ANN in 8 bits (with memory)", 1, 0, "/energy/quantised/withMemory"),
            Column.of("ticks when stopping early", 1, 2, "/earlyExit/averageTicks"),
            Column.of("student % when stopping early", 100, 2, "/earlyExit/accuracy"),
            Column.of("seconds of student training", 1, 0, "/seconds/mutual", "/seconds/student"),
            Column.of("student's seconds per epoch", 1, 1, "/costs/student/secondsPerEpoch"),
            Column.of("teacher's seconds per epoch", 1, 1, "/costs/student/teacherSecondsPerEpoch"),
            Column.of("peak MB", 1, 0, "/costs/student/peakMegabytes"));

    static DistillSummary of(DistillSettings settings, Results results) {
        DistillRun run = settings.plan(results.data());
        boolean labelled = results.data().test().labels().kind() != Labels.Kind.NONE;
        Map<String, Double> shares = new LinkedHashMap<>();
        Map<String, List<Double>> byTick = new LinkedHashMap<>();
        Map<String, Double> spikes = new LinkedHashMap<>();
        run.foreign()
                .filter(_ -> labelled)
                .ifPresent(check -> shares.put("teacher", results.get(check).test()));
        for (DistillRun.Line line : run.lines()) {
            var evaluation = results.get(line.test()).evaluation();
            shares.put(line.network().name(), evaluation.accuracy());
            if (evaluation.accuracyByTick().size() > 1) {
                byTick.put(line.network().name(), evaluation.accuracyByTick());
                spikes.put(line.network().name(), evaluation.spikesPerSample());
            }
        }
        TestResult student = results.get(run.studentLine().test());
        Networks networks = Networks.of(run, results);
        return new DistillSummary(
                Method.catalog().name(settings.method()),
                DataSource.catalog().spec(settings.data()),
                settings.seed(),
                settings.student().ticks(),
                labelled ? shares : Map.of(),
                labelled ? Map.of() : shares,
                networks.validation,
                networks.epochs,
                seconds(results),
                networks.costs,
                run.student().name(),
                student.evaluation().spikesPerSample(),
                labelled ? byTick : Map.of(),
                labelled ? Map.of() : byTick,
                spikes,
                EnergyFigures.of(run, results).summary(run.studentLine().title()),
                student.earlyExit(),
                student.evaluation().layers(),
                results.get(run.parity()),
                Shares.figures(run, results),
                networks.digests,
                Settings.write(settings),
                results.get(run.student()).model().provenance());
    }

    private static Map<String, Double> seconds(Results results) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        results.steps().forEach(step -> seconds.put(step.name(), results.seconds(step)));
        return seconds;
    }

    /// Figures of every network of the run, evaluated or not.
    private record Networks(
            Map<String, Double> validation,
            Map<String, Integer> epochs,
            Map<String, TrainingCost> costs,
            Map<String, String> digests) {
        static Networks of(DistillRun run, Results results) {
            Networks all = new Networks(
                    new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
            for (var network : new ArrayList<>(run.networks())) {
                var outcome = results.get(network).outcome();
                all.validation.put(network.name(), outcome.validation());
                if (outcome.epoch() > 0) {
                    all.epochs.put(network.name(), outcome.epoch());
                }
                TrainingCost.of(network.name(), results.epochs())
                        .ifPresent(cost -> all.costs.put(network.name(), cost));
                all.digests.put(network.name(), results.digest(network));
            }
            return all;
        }
    }
}
