package org.spikestill.bench.engine;

import org.spikestill.runtime.Exit;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Accuracy and cost of a policy over the test set.
///
/// @param accuracy share of samples classified right
/// @param ticks mean ticks run
/// @param spikes mean spikes fired in them
record Outcome(double accuracy, double ticks, double spikes) {
    static Outcome of(Session session, Exit exit, TestSet test) {
        int right = 0;
        long ticks = 0;
        long spikes = 0;
        for (int i = 0; i < test.size(); i++) {
            Prediction prediction = session.run(test.image(i), i, exit);
            right += prediction.predicted() == test.label(i) ? 1 : 0;
            ticks += prediction.ticks();
            for (String layer : prediction.firingLayers()) {
                spikes += prediction.spikes(layer);
            }
        }
        double samples = test.size();
        return new Outcome(right / samples, ticks / samples, spikes / samples);
    }
}
