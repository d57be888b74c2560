package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.TextTable;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Evaluation;

/// Figures of an evaluation. Its components are the fields of the JSON object.
///
/// @param classes accuracy by class; shown up to [#MOST_CLASSES]
/// @param engine or device that ran the model
/// @param accuracyInterval both ends of the 95 % interval
/// @param weights what the engine kept them in
/// @param addsPerSample mean synaptic additions, where the engine counts them
/// @param multiplyAddsPerSample mean synaptic multiplications with addition, likewise
/// @param layers populations that fire; spikes over all samples and ticks
/// @param work layers with synapses; operations over all samples and ticks
/// @param exit stopping early, where a rule was named
record EvaluationResult(
        Path model,
        String modelDigest,
        String data,
        String engine,
        String weights,
        int samples,
        int ticks,
        double accuracy,
        List<Double> accuracyInterval,
        List<Double> accuracyByTick,
        List<ClassAccuracy> classes,
        double loss,
        double spikesPerSample,
        Optional<Double> addsPerSample,
        Optional<Double> multiplyAddsPerSample,
        List<Evaluation.LayerActivity> layers,
        List<Evaluation.LayerWork> work,
        Optional<EarlyExit> exit,
        double seconds) {
    /// Classes that a terminal has room for.
    private static final int MOST_CLASSES = 20;

    static EvaluationResult of(
            OpenModel model,
            String data,
            String engine,
            String weights,
            Evaluate.Judged judged,
            List<ClassAccuracy> classes,
            double seconds) {
        Evaluation evaluation = judged.evaluation();
        Accuracy.Interval interval =
                Accuracy.ofShare(evaluation.accuracy(), evaluation.samples()).interval();
        Optional<Evaluation> counted =
                Optional.of(evaluation).filter(each -> !each.work().isEmpty());
        return new EvaluationResult(
                model.file(),
                model.digest(),
                data,
                engine,
                weights,
                evaluation.samples(),
                evaluation.accuracyByTick().size(),
                evaluation.accuracy(),
                List.of(interval.low(), interval.high()),
                evaluation.accuracyByTick(),
                classes,
                evaluation.loss(),
                evaluation.spikesPerSample(),
                counted.map(Evaluation::addsPerSample),
                counted.map(Evaluation::multiplyAddsPerSample),
                evaluation.layers(),
                evaluation.work(),
                judged.exit(),
                seconds);
    }

    String text() {
        StringBuilder text =
                new StringBuilder("accuracy %.2f %% of %,d test samples of %s, 95 %% interval %.2f to %.2f %%"
                        .formatted(
                                100 * accuracy,
                                samples,
                                data,
                                100 * accuracyInterval.getFirst(),
                                100 * accuracyInterval.getLast()));
        if (ticks > 1) {
            text.append("\n\n").append(steps());
        }
        if (classes.size() <= MOST_CLASSES) {
            text.append("\n\n").append(byClass());
        }
        if (!layers.isEmpty()) {
            text.append("\n\n").append(activity());
            text.append("\n\n%,.0f spikes".formatted(spikesPerSample));
            addsPerSample.ifPresent(adds -> text.append(", %,.0f additions and %,.0f multiplications"
                    .formatted(adds, multiplyAddsPerSample.orElseThrow())));
            text.append(" per sample");
        }
        exit.ifPresent(each -> text.append("\n\n").append(early(each)));
        return text.append("\n%s engine, %.1f s, %,.0f images/s".formatted(engine, seconds, samples / seconds))
                .toString();
    }

    private String early(EarlyExit early) {
        String spikes = early.spikesPerSample()
                .map(each -> ", %,.0f spikes per sample".formatted(each))
                .orElse("");
        return "stopping at %s: %.2f of %d steps on average, accuracy %.2f %%%s"
                .formatted(early.rule(), early.averageTicks(), ticks, 100 * early.accuracy(), spikes);
    }

    private TextTable steps() {
        TextTable table = new TextTable("after step", "accuracy");
        for (int tick = 0; tick < ticks; tick++) {
            table.row(tick + 1, "%.2f %%".formatted(100 * accuracyByTick.get(tick)));
        }
        return table;
    }

    private TextTable byClass() {
        TextTable table = new TextTable("class", "samples", "accuracy");
        for (ClassAccuracy each : classes) {
            table.row(
                    each.name(),
                    "%,d".formatted(each.samples()),
                    each.accuracy()
                            .map(share -> "%.2f %%".formatted(100 * share))
                            .orElse(""));
        }
        return table;
    }

    private TextTable activity() {
        TextTable table = new TextTable("layer", "neurons", "spikes per sample", "spikes per neuron and step");
        for (Evaluation.LayerActivity each : layers) {
            table.row(
                    each.name(),
                    "%,d".formatted(each.neurons()),
                    "%,.1f".formatted(each.spikesPerSample()),
                    "%.4f".formatted(each.firingRate()));
        }
        return table;
    }
}
