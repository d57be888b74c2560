package org.spikestill.bench;

import java.util.Map;

/// Whether variants compute the same before they are timed.
final class Answers {
    /// Sums of up to 10⁵ products differ by rounding.
    private static final double SAME = 1e-4;

    /// Rounded currents move some spikes, which moves single gradients far, but not where they point.
    private static final double PARALLEL = 0.9;

    private Answers() {}

    /// The fused and the composed path give the same spikes and gradients. In bfloat16 a few spikes differ and gradients
    /// are rounded. Rate-based gradients give the same spikes and estimate another quantity.
    static String check(BenchNetwork subject) {
        try (TrainingStep fused = new TrainingStep(subject, Variant.FUSED);
                TrainingStep composed = new TrainingStep(subject, Variant.COMPOSED);
                TrainingStep rateBased = new TrainingStep(subject, Variant.RATE_BASED);
                TrainingStep rounded = new TrainingStep(subject, Variant.FUSED_BF16)) {
            Map<String, Long> spikes = fused.step();
            require(spikes.equals(composed.step()), "fused and composed spikes differ");
            require(spikes.equals(rateBased.step()), "rate-based spikes differ");
            Map<String, Long> close = rounded.step();
            spikes.forEach((name, count) -> require(
                    Math.abs(close.get(name) - count) <= 0.02 * count, "bfloat16 spikes of " + name + " differ"));
            return "%s: same spikes %s, gradients within %.1e of the largest; in bfloat16 at a cosine of %.4f"
                    .formatted(subject.name(), spikes, difference(composed, fused), cosine(composed, rounded));
        }
    }

    /// The same in float32 alone.
    static String checkExact(BenchNetwork subject) {
        try (TrainingStep fused = new TrainingStep(subject, Variant.FUSED);
                TrainingStep composed = new TrainingStep(subject, Variant.COMPOSED);
                TrainingStep rateBased = new TrainingStep(subject, Variant.RATE_BASED)) {
            Map<String, Long> spikes = fused.step();
            require(spikes.equals(composed.step()), "fused and composed spikes differ");
            require(spikes.equals(rateBased.step()), "rate-based spikes differ");
            return "%s: same spikes %s, gradients within %.1e of the largest"
                    .formatted(subject.name(), spikes, difference(composed, fused));
        }
    }

    /// The largest difference between gradients of a parameter, as a share of its largest gradient.
    private static double difference(TrainingStep wanted, TrainingStep found) {
        Map<String, float[]> expected = wanted.gradients();
        double worst = 0;
        for (Map.Entry<String, float[]> each : found.gradients().entrySet()) {
            float[] exact = expected.get(each.getKey());
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < exact.length; i++) {
                largest = Math.max(largest, Math.abs(exact[i]));
                difference = Math.max(difference, Math.abs(each.getValue()[i] - exact[i]));
            }
            require(largest > 0, "there is no gradient of " + each.getKey());
            worst = Math.max(worst, difference / largest);
        }
        require(worst <= SAME, "gradients differ by " + worst + " of the largest");
        return worst;
    }

    /// Of the angle between the gradients of a parameter, the worst of all.
    private static double cosine(TrainingStep wanted, TrainingStep found) {
        Map<String, float[]> expected = wanted.gradients();
        double worst = 1;
        for (Map.Entry<String, float[]> each : found.gradients().entrySet()) {
            float[] a = expected.get(each.getKey());
            float[] b = each.getValue();
            double product = 0;
            double squareA = 0;
            double squareB = 0;
            for (int i = 0; i < a.length; i++) {
                product += (double) a[i] * b[i];
                squareA += (double) a[i] * a[i];
                squareB += (double) b[i] * b[i];
            }
            worst = Math.min(worst, product / Math.sqrt(squareA * squareB));
        }
        require(worst >= PARALLEL, "gradients in bfloat16 point elsewhere, at a cosine of " + worst);
        return worst;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
