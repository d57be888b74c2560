package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.List;

/// The graph of a fused run, cut where a kernel stands: between two cuts the native library differentiates, at a cut we
/// do. Unwinding visits the cuts from the last to the first; when its turn comes, everything that reads a cut's output
/// has already added its gradient.
public final class Tape {
    /// One cut: `input` ends the graph before it, `output` starts the graph after it.
    private sealed interface Cut {
        void unwind();
    }

    private final List<Cut> cuts = new ArrayList<>();

    /// Cuts without a kernel: for a value with several readers, whose graph must be walked once and not once per reader.
    Tensor plain(Tensor input) {
        Tensor output = input.detach().requiringGradient();
        cuts.add(new Plain(input, output));
        return output;
    }

    /// Cuts at a population.
    ///
    /// @param owned whether the gradient of its current may take the current's place
    void population(LifRun run, Tensor spikes, Tensor rate, boolean owned) {
        cuts.add(new Population(run, spikes, rate, owned));
    }

    /// Cuts at a population of the time-averaged network.
    void rates(Tensor input, Tensor rate, Tensor sensitivity) {
        cuts.add(new Rates(input, rate, sensitivity));
    }

    void unwind() {
        while (!cuts.isEmpty()) {
            cuts.removeLast().unwind();
        }
    }

    private record Plain(Tensor input, Tensor output) implements Cut {
        @Override
        public void unwind() {
            try (Tensor gradient = output.gradient()) {
                output.close();
                if (gradient != null && input.needsGradient()) {
                    input.backward(gradient);
                }
            }
        }
    }

    private record Rates(Tensor input, Tensor rate, Tensor sensitivity) implements Cut {
        @Override
        public void unwind() {
            try (Tensor gradient = rate.gradient()) {
                if (gradient != null && input.needsGradient()) {
                    input.backward(gradient.times(sensitivity));
                }
            }
        }
    }

    /// @param rate mean of the spikes over ticks, or null where nobody asked for it
    private record Population(LifRun run, Tensor spikes, Tensor rate, boolean owned) implements Cut {
        @Override
        public void unwind() {
            if (!run.current().needsGradient()) {
                return;
            }
            try (Tensor spikeGradient = ordered(spikes.gradient(), spikes);
                    Tensor rateGradient = rate == null ? null : ordered(rate.gradient(), rate)) {
                if (spikeGradient != null || rateGradient != null) {
                    backward(spikeGradient, rateGradient);
                }
            }
        }

        private void backward(Tensor spikeGradient, Tensor rateGradient) {
            Tensor input = run.current();
            try (Tensor gradient = owned ? input.detach() : input.detach().emptyLike()) {
                run.backward(spikeGradient, rateGradient, gradient);
                spikes.close();
                input.backward(gradient);
            }
            if (!input.isLeaf()) { // a leaf is the output of another cut, which has yet to read its gradient
                input.close();
            }
        }

        private static Tensor ordered(Tensor gradient, Tensor model) {
            return gradient == null ? null : gradient.inLayoutOf(model);
        }
    }
}
