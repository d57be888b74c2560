package org.spikestill.lab.train;

import java.io.IOException;
import org.spikestill.data.None;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.Weights;
import org.spikestill.report.result.Epoch;

/// Small trainings carried out whole, or until a stop.
final class Trainings {
    private Trainings() {}

    static TrainSettings settings(int epochs, int batch, Optimizer optimizer, Gradient gradient) {
        return settings(epochs, batch, optimizer, gradient, Precision.FLOAT32);
    }

    static TrainSettings settings(int epochs, int batch, Optimizer optimizer, Gradient gradient, Precision precision) {
        return new TrainSettings(epochs, batch, 0, optimizer, new Constant(), new None(), 0, 10, gradient, precision);
    }

    static Trained run(Task task, Checkpoints checkpoints) throws IOException {
        return run(task, checkpoints, Integer.MAX_VALUE);
    }

    /// @param stopAfter batches after which a stop is requested
    static Trained run(Task task, Checkpoints checkpoints, int stopAfter) throws IOException {
        CancellationToken cancellation = new CancellationToken();
        Progress countdown = new Progress() {
            private int seen;

            @Override
            public void say(String line) {}

            @Override
            public void advance(Advance advance) {
                if (++seen == stopAfter) {
                    cancellation.cancel();
                }
            }

            @Override
            public void epoch(Epoch figures, int of) {}
        };
        try (Trainer trainer = new Trainer(task, checkpoints, countdown, cancellation)) {
            return trainer.train();
        }
    }

    /// Largest difference of two values at the same place.
    static double distance(Weights one, Weights other) {
        double largest = 0;
        for (String name : one.blocks().keySet()) {
            float[] a = one.get(name).toFloats();
            float[] b = other.get(name).toFloats();
            for (int i = 0; i < a.length; i++) {
                largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
            }
        }
        return largest;
    }
}
