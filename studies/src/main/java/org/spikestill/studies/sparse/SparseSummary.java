package org.spikestill.studies.sparse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.DataSource;
import org.spikestill.lab.experiment.Experiment.Column;
import org.spikestill.lab.experiment.Results;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.studies.NetworkLine;

/// The figures of a run for programs. Maps are by name of the network.
///
/// @param accuracy shares of the test set, which chose nothing
/// @param validation shares of the split that chose the epochs
/// @param removed share of the synapses that is gone
/// @param operationsPerSample synaptic operations on the engine
/// @param operationsSaved share of the dense twin's
/// @param times per sample on the engine
/// @param speedup time of the dense twin by that of the sparse network
/// @param parity of trainer and engine on the sparse network
/// @param digests of the model files
/// @param seconds of every step
record SparseSummary(
        String data,
        long seed,
        Map<String, Double> accuracy,
        Map<String, Double> validation,
        double removed,
        List<CountSynapses.LayerCount> layers,
        Map<String, Double> operationsPerSample,
        double operationsSaved,
        CompareSpeed.Times times,
        double speedup,
        Map<String, Double> spikesPerSample,
        Parity parity,
        Map<String, String> digests,
        Map<String, Double> seconds,
        SparseGates settings) {
    static final List<Column> COLUMNS = List.of(
            Column.of("dense %", 100, 2, "/accuracy/dense"),
            Column.of("sparse %", 100, 2, "/accuracy/sparse"),
            Column.of("synapses removed %", 100, 1, "/removed"),
            Column.of("operations saved %", 100, 1, "/operationsSaved"),
            Column.of("times as fast", 1, 2, "/speedup"));

    static SparseSummary of(SparseGates settings, Results results) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        Map<String, Double> validation = new LinkedHashMap<>();
        Map<String, Double> spikes = new LinkedHashMap<>();
        Map<String, String> digests = new LinkedHashMap<>();
        for (NetworkLine line : SparseGates.LINES) {
            String name = line.network().name();
            Evaluation test = results.get(line.test()).evaluation();
            accuracy.put(name, test.accuracy());
            validation.put(name, results.get(line.network()).outcome().validation());
            spikes.put(name, test.spikesPerSample());
            digests.put(name, results.digest(line.network()));
        }
        CountSynapses.Counts counts = results.get(SparseGates.SYNAPSES);
        double dense = operations(results.get(SparseGates.DENSE_ENGINE));
        double sparse = operations(results.get(SparseGates.SPARSE_ENGINE));
        CompareSpeed.Times times = results.get(SparseGates.SPEED);
        return new SparseSummary(
                DataSource.catalog().spec(settings.data()),
                settings.seed(),
                accuracy,
                validation,
                counts.removed(),
                counts.layers(),
                Map.of("dense", dense, "sparse", sparse),
                1 - sparse / dense,
                times,
                times.dense().microseconds() / times.sparse().microseconds(),
                spikes,
                results.get(SparseGates.PARITY),
                digests,
                NetworkLine.seconds(results),
                settings);
    }

    /// Synaptic operations per sample.
    static double operations(Evaluation evaluation) {
        return evaluation.addsPerSample() + evaluation.multiplyAddsPerSample();
    }
}
