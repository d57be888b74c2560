package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikestill.report.TextTable;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Predictions of a model for one sample. Its components are the fields of the JSON object.
///
/// @param label the sample's class, where that is known
/// @param predicted class after the last step
/// @param spikes of all layers and steps
/// @param adds synaptic additions of all layers and steps
/// @param multiplyAdds synaptic multiplications with addition, likewise
record RunResult(
        Path model,
        String modelDigest,
        String sample,
        Optional<Integer> label,
        int predicted,
        String predictedName,
        int ticks,
        List<Step> steps,
        long spikes,
        long adds,
        long multiplyAdds) {
    private static final int GUESSES = 3;

    /// @param tick from 1
    /// @param guesses the likeliest classes, best first
    /// @param spikes of all layers in this step
    record Step(int tick, List<Guess> guesses, long spikes) {}

    /// @param probability softmax of the logits
    record Guess(int classIndex, String name, double logit, double probability) {}

    static RunResult of(OpenModel model, Session session, Sample sample) {
        session.begin(sample.values(), sample.key());
        List<Step> steps = new ArrayList<>();
        while (session.step()) {
            steps.add(step(session.prediction(), sample));
        }
        Prediction last = session.prediction();
        return new RunResult(
                model.file(),
                model.digest(),
                sample.name(),
                sample.label(),
                last.predicted(),
                sample.className(last.predicted()),
                last.ticks(),
                steps,
                sum(last.firingLayers(), last::spikes),
                sum(last.synapticLayers(), last::adds),
                sum(last.synapticLayers(), last::multiplyAdds));
    }

    private static Step step(Prediction now, Sample sample) {
        int tick = now.ticks() - 1;
        double largest = now.logit(now.predicted());
        double sum = IntStream.range(0, now.classes())
                .mapToDouble(k -> Math.exp(now.logit(k) - largest))
                .sum();
        List<Guess> guesses = IntStream.range(0, now.classes())
                .mapToObj(k -> new Guess(k, sample.className(k), now.logit(k), Math.exp(now.logit(k) - largest) / sum))
                .sorted(Comparator.comparingDouble(Guess::logit).reversed()) // stable: the first of equals leads
                .limit(GUESSES)
                .toList();
        return new Step(tick + 1, guesses, sum(now.firingLayers(), layer -> now.spikes(layer, tick)));
    }

    private static long sum(List<String> layers, ToLongFunction<String> count) {
        return layers.stream().mapToLong(count).sum();
    }

    String text() {
        TextTable table = new TextTable("after step", "class", "probability", "next", "spikes");
        for (Step each : steps) {
            Guess best = each.guesses().getFirst();
            table.row(
                    each.tick(),
                    best.name(),
                    percent(best),
                    each.guesses().stream()
                            .skip(1)
                            .map(guess -> guess.name() + " " + percent(guess))
                            .collect(Collectors.joining(", ")),
                    "%,d".formatted(each.spikes()));
        }
        return sample + "\n\n" + table
                + "\n\nclass %s after %d steps%s".formatted(predictedName, ticks, verdict())
                + "\n%,d spikes, %,d additions, %,d multiplications".formatted(spikes, adds, multiplyAdds);
    }

    private String verdict() {
        return label.map(known -> known == predicted ? ", as labelled" : ", labelled " + known)
                .orElse("");
    }

    private static String percent(Guess guess) {
        return "%.1f %%".formatted(100 * guess.probability());
    }
}
