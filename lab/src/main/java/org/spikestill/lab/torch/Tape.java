package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.List;

/// The graph of a fused run, cut where a kernel stands: between two cuts the native library differentiates, at a cut we
/// do. Unwinding visits the cuts from the last to the first; when its turn comes, everything that reads a cut's output
/// has already added its gradient.
public final class Tape {
    /// One cut: an input that ends the graph before it, an output that starts the graph after it.
    private sealed interface Cut {
        String layer();

        /// The output's gradient becomes the input's; null if none arrived or none is wanted.
        Tensor cross();

        Tensor input();

        /// Frees what the way back has passed.
        default void finish() {}
    }

    private final Profile profile;
    private final List<Cut> cuts = new ArrayList<>();

    public Tape() {
        this(Profile.NONE);
    }

    Tape(Profile profile) {
        this.profile = profile;
    }

    /// Cuts without a kernel: for a value with several readers, whose graph must be walked once and not once per reader.
    Tensor plain(String layer, Tensor input) {
        Tensor output = input.detach().requiringGradient();
        cuts.add(new Plain(layer, input, output));
        return output;
    }

    /// Cuts at a population.
    ///
    /// @param rate mean of the spikes over ticks, or null where nobody asked for it
    /// @param owned whether the gradient of its current may take the current's place
    void population(String layer, LifRun run, Tensor spikes, Tensor rate, boolean owned) {
        cuts.add(new Population(layer, run, spikes, rate, owned));
    }

    /// Cuts at a quantised clip.
    ///
    /// @param threshold receives its gradient too
    /// @param owned whether the gradient of its current may take the current's place
    void clip(String layer, ClipRun run, Tensor threshold, Tensor output, boolean owned) {
        cuts.add(new Clip(layer, run, threshold, output, owned));
    }

    /// Cuts at a population of the time-averaged network.
    void rates(String layer, Tensor input, Tensor rate, Tensor sensitivity) {
        cuts.add(new Rates(layer, input, rate, sensitivity));
    }

    void unwind(Tensor loss) {
        profile.time(Profile.LOSS, Profile.Phase.LAYERS_BACKWARD, loss::backward);
        while (!cuts.isEmpty()) {
            unwind(cuts.removeLast());
        }
    }

    private void unwind(Cut cut) {
        if (!cut.input().needsGradient()) {
            return;
        }
        Tensor[] gradient = new Tensor[1];
        profile.time(cut.layer(), Profile.Phase.NEURONS_BACKWARD, () -> gradient[0] = cut.cross());
        if (gradient[0] == null) {
            return;
        }
        profile.time(
                cut.layer(), Profile.Phase.LAYERS_BACKWARD, () -> cut.input().backward(gradient[0]));
        gradient[0].close();
        cut.finish();
    }

    private record Plain(String layer, Tensor input, Tensor output) implements Cut {
        @Override
        public Tensor cross() {
            Tensor gradient = output.gradient();
            output.close();
            return gradient;
        }
    }

    private record Rates(String layer, Tensor input, Tensor rate, Tensor sensitivity) implements Cut {
        @Override
        public Tensor cross() {
            try (Tensor gradient = rate.gradient()) {
                return gradient == null ? null : gradient.times(sensitivity);
            }
        }
    }

    private record Clip(String layer, ClipRun run, Tensor threshold, Tensor output, boolean owned) implements Cut {
        @Override
        public Tensor input() {
            return run.current();
        }

        @Override
        public Tensor cross() {
            Tensor arrived = output.gradient();
            if (arrived == null) {
                return null;
            }
            try (Tensor given = arrived.inLayoutOf(output)) {
                Tensor current = input().detach();
                Tensor gradient = owned ? current : current.emptyLike();
                threshold.backward(Tensor.of(new float[] {run.backward(given, gradient)}, 1));
                output.close();
                return gradient;
            }
        }
    }

    private record Population(String layer, LifRun run, Tensor spikes, Tensor rate, boolean owned) implements Cut {
        @Override
        public Tensor input() {
            return run.current();
        }

        @Override
        public Tensor cross() {
            try (Tensor spikeGradient = ordered(spikes.gradient(), spikes);
                    Tensor rateGradient = rate == null ? null : ordered(rate.gradient(), rate)) {
                if (spikeGradient == null && rateGradient == null) {
                    return null;
                }
                Tensor current = input().detach();
                Tensor gradient = owned ? current : current.emptyLike();
                run.backward(spikeGradient, rateGradient, gradient);
                spikes.close();
                return gradient;
            }
        }

        @Override
        public void finish() {
            if (!input().isLeaf()) { // a leaf is the output of another cut, which has yet to read its gradient
                input().close();
            }
        }

        private static Tensor ordered(Tensor gradient, Tensor model) {
            return gradient == null ? null : gradient.inLayoutOf(model);
        }
    }
}
