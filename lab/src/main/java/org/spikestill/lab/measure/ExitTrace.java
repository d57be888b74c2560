package org.spikestill.lab.measure;

import java.util.Arrays;
import java.util.Optional;
import org.spikestill.report.result.EarlyExit;

/// Confidence of a network in each sample after each tick, so that every threshold of a rule can be tried without running
/// the network again. Samples are numbered as in their data set; each is written by one thread.
public final class ExitTrace {
    /// Thresholds tried, from loose to strict; the last never stops early.
    private static final float[] THRESHOLDS = thresholds();

    private final ExitRule rule;
    private final double[][] confidence; // [N][T]
    private final double[] probability; // [N]
    private final boolean[][] right; // [N][T]
    private final long[][] spikes; // [N][T], of the ticks up to this one, or null
    private final long[][] adds; // likewise

    ExitTrace(ExitRule rule, int samples, int ticks, boolean counted) {
        this.rule = rule;
        this.confidence = new double[samples][ticks];
        this.probability = new double[samples];
        this.right = new boolean[samples][ticks];
        this.spikes = counted ? new long[samples][ticks] : null;
        this.adds = counted ? new long[samples][ticks] : null;
    }

    private static float[] thresholds() {
        float[] thresholds = new float[102];
        for (int i = 0; i < 100; i++) {
            thresholds[i] = i / 100f;
        }
        thresholds[100] = 0.999f;
        thresholds[101] = 1;
        return thresholds;
    }

    void set(int sample, int tick, float[] logits, boolean correct) {
        confidence[sample][tick] = rule.confidence(logits);
        right[sample][tick] = correct;
        if (tick == right[sample].length - 1) {
            probability[sample] = Arrays.stream(Softmax.shares(logits)).max().orElseThrow();
        }
    }

    /// Softmax probability of the class predicted after the last tick.
    public double probability(int sample) {
        return probability[sample];
    }

    void count(int sample, int tick, long spikesSoFar, long addsSoFar) {
        spikes[sample][tick] = spikesSoFar;
        adds[sample][tick] = addsSoFar;
    }

    /// Accuracy and ticks of the rule at a threshold.
    public EarlyExit at(float threshold) {
        int samples = confidence.length;
        double[] share = new double[confidence[0].length];
        long correct = 0;
        long ticks = 0;
        long fired = 0;
        long added = 0;
        for (int i = 0; i < samples; i++) {
            int tick = leaves(confidence[i], threshold);
            share[tick] += 1.0 / samples;
            correct += right[i][tick] ? 1 : 0;
            ticks += tick + 1;
            fired += spikes == null ? 0 : spikes[i][tick];
            added += adds == null ? 0 : adds[i][tick];
        }
        return new EarlyExit(
                rule.at(threshold).spec(),
                (double) correct / samples,
                (double) ticks / samples,
                Arrays.stream(share).boxed().toList(),
                perSample(spikes, fired),
                perSample(adds, added));
    }

    private static Optional<Double> perSample(long[][] counted, long total) {
        return counted == null ? Optional.empty() : Optional.of((double) total / counted.length);
    }

    private static int leaves(double[] confidence, float threshold) {
        int tick = 0;
        while (tick < confidence.length - 1 && !(confidence[tick] > threshold)) {
            tick++;
        }
        return tick;
    }

    /// The threshold with the fewest ticks among those that lose little accuracy against all ticks: little on these
    /// samples, and by two standard errors more, since other samples will be judged.
    ///
    /// @param loss of accuracy that is accepted, as a share: 0.002 is 0.2 points
    public ExitRule choose(double loss) {
        float best = 1;
        double fewest = Double.POSITIVE_INFINITY;
        for (float threshold : THRESHOLDS) {
            double averageTicks = at(threshold).averageTicks();
            if (averageTicks < fewest && likelyLoss(threshold) <= loss + 1e-12) {
                best = threshold;
                fewest = averageTicks;
            }
        }
        return rule.at(best);
    }

    /// Mean over the samples of what a threshold loses against all ticks, a right class for a wrong one or the other way,
    /// and two standard errors of that mean.
    private double likelyLoss(float threshold) {
        int samples = right.length;
        int lost = 0;
        int won = 0;
        for (int i = 0; i < samples; i++) {
            boolean early = right[i][leaves(confidence[i], threshold)];
            boolean late = right[i][right[i].length - 1];
            lost += late && !early ? 1 : 0;
            won += early && !late ? 1 : 0;
        }
        double mean = (double) (lost - won) / samples;
        double variance = (double) (lost + won) / samples - mean * mean;
        return mean + 2 * Math.sqrt(variance / samples);
    }
}
