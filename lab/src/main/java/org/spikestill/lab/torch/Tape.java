package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.AutoGradMode;

/// The graph of a fused run, cut where a kernel stands: between two cuts the native library differentiates, at a cut we
/// do. Unwinding visits the cuts from the last to the first; when its turn comes, everything that reads a cut's output
/// has already added its gradient.
public final class Tape {
    /// One cut: an input that ends the graph before it, an output that starts the graph after it.
    private sealed interface Cut {
        String layer();

        /// Node to which its time is attributed.
        default Profile.Phase phase() {
            return Profile.Phase.NEURONS_BACKWARD;
        }

        /// Whether anything before it learns.
        default boolean learns() {
            return Autograd.reaches(input());
        }

        /// The output's gradient becomes the input's; null if none arrived or none is wanted.
        Tensor cross();

        Tensor input();

        /// Frees what the way back has passed.
        default void finish() {
            if (!Autograd.isLeaf(input())) { // a leaf is the output of another cut, which has yet to read its gradient
                input().close();
            }
        }
    }

    private final Profile profile;
    private final List<Cut> cuts = new ArrayList<>();
    private final Map<Tensor, Product> again = new IdentityHashMap<>();

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
    /// @param rate mean of the spikes over ticks, or null where it is not probed
    /// @param owned whether the gradient of its current may take the current's place
    void population(String layer, LifRun run, Tensor spikes, Tensor rate, boolean owned) {
        Product product = again.get(run.current());
        cuts.add(
                product == null
                        ? new Population(layer, run, spikes, rate, owned)
                        : new Checkpoint(layer, run, product, spikes, rate));
    }

    /// Computes currents outside of the graph, which the population that reads them will compute once more.
    Tensor currents(Product product) {
        try (AutoGradMode _ = new AutoGradMode(false)) {
            Tensor output = product.output();
            again.put(output, product);
            return output;
        }
    }

    /// Whether a tensor is needed on the way back.
    boolean keeps(Tensor tensor) {
        return !again.containsKey(tensor);
    }

    /// Cuts at a quantised clip.
    ///
    /// @param threshold receives its gradient too
    /// @param owned whether the gradient of its current may take the current's place
    void clip(String layer, ClipRun run, Tensor threshold, Tensor output, boolean owned) {
        cuts.add(new Clip(layer, run, threshold, output, owned));
    }

    /// Cuts at a population of the time-averaged network.
    void rates(String layer, Tensor input, RateRun run) {
        cuts.add(new Rates(layer, input, run));
    }

    /// Cuts at a product of which only the gradient is needed, not the values.
    ///
    /// @return stands for the values, which are not computed
    Tensor unread(String layer, Product product, long... sizes) {
        Tensor output =
                Functions.emptyFrames(product.input().precision(), sizes).requiringGradient();
        cuts.add(new Unread(layer, product, output));
        return output;
    }

    void unwind(Tensor loss) {
        profile.time(Profile.LOSS, Profile.Phase.LAYERS_BACKWARD, loss::backward);
        while (!cuts.isEmpty()) {
            unwind(cuts.removeLast());
        }
    }

    private void unwind(Cut cut) {
        if (!cut.learns()) {
            return;
        }
        Tensor[] gradient = new Tensor[1];
        profile.time(cut.layer(), cut.phase(), () -> gradient[0] = cut.cross());
        if (gradient[0] == null) {
            return;
        }
        profile.time(cut.layer(), Profile.Phase.LAYERS_BACKWARD, () -> Autograd.backward(cut.input(), gradient[0]));
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

    private record Rates(String layer, Tensor input, RateRun run) implements Cut {
        @Override
        public Tensor cross() {
            return back(run.output(), run.rate(), run::backward);
        }
    }

    /// A cut that differentiates the product before it as well: the graph goes on before that.
    private sealed interface WithProduct extends Cut {
        Product product();

        @Override
        default Profile.Phase phase() {
            return Profile.Phase.LAYERS_BACKWARD; // mostly
        }

        @Override
        default boolean learns() {
            return true;
        }

        @Override
        default Tensor input() {
            return product().input();
        }
    }

    private record Unread(String layer, Product product, Tensor output) implements WithProduct {
        @Override
        public Tensor cross() {
            try (Tensor gradient = output.gradient()) {
                return gradient == null ? null : product.backward(gradient);
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
            return back(output, null, (given, _) -> {
                Tensor current = input().detach();
                Tensor gradient = owned ? current : current.emptyLike();
                Autograd.backward(threshold, Tensor.of(new float[] {run.backward(given, gradient)}, 1));
                return gradient;
            });
        }
    }

    private record Population(String layer, LifRun run, Tensor spikes, Tensor rate, boolean owned) implements Cut {
        @Override
        public Tensor input() {
            return run.current();
        }

        @Override
        public Tensor cross() {
            return back(spikes, rate, (spikeGradient, rateGradient) -> {
                Tensor current = input().detach();
                Tensor gradient = owned ? current : current.emptyLike();
                run.backward(spikeGradient, rateGradient, gradient);
                return gradient;
            });
        }
    }

    private record Checkpoint(String layer, LifRun run, Product product, Tensor spikes, Tensor rate)
            implements WithProduct {
        @Override
        public Tensor cross() {
            try (Tensor gradient = back(spikes, rate, this::ofCurrent)) {
                return gradient == null ? null : product.backward(gradient);
            }
        }

        private Tensor ofCurrent(Tensor spikeGradient, Tensor rateGradient) {
            try (AutoGradMode _ = new AutoGradMode(false)) {
                Tensor current = product.output();
                run.on(current).backward(spikeGradient, rateGradient, current);
                return current;
            }
        }
    }

    /// Backward pass of a kernel from the gradients gathered at a population's outputs and rates; null if there are none.
    /// Frees the outputs, which have no reader left.
    ///
    /// @param rates null where they are not probed
    /// @param kernel is given null for what has none
    private static Tensor back(Tensor outputs, Tensor rates, BinaryOperator<Tensor> kernel) {
        try (Tensor outputGradient = ordered(outputs);
                Tensor rateGradient = rates == null ? null : ordered(rates)) {
            outputs.close();
            return outputGradient == null && rateGradient == null ? null : kernel.apply(outputGradient, rateGradient);
        }
    }

    /// Gradient gathered at a cut's output, in its storage order; or null.
    private static Tensor ordered(Tensor output) {
        Tensor gradient = output.gradient();
        if (gradient == null) {
            return null;
        }
        Tensor ordered = StorageOrder.as(output, gradient);
        if (ordered != gradient) {
            gradient.close();
        }
        return ordered;
    }
}
