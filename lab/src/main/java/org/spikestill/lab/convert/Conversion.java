package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Passes one after another.
public final class Conversion {
    private Conversion() {}

    /// @param samples to measure on, of the training data
    /// @param heard receives the result of each pass at once
    /// @throws org.spikestill.model.InvalidNetwork if a pass finds what it cannot convert, naming it
    public static Converted of(
            List<Pass> passes, Network network, Weights weights, Dataset samples, BiConsumer<Pass, Converted> heard)
            throws IOException {
        Converted now = new Converted(network, weights, List.of());
        for (Pass pass : passes) {
            Converted next = pass.apply(now.network(), now.weights(), samples);
            heard.accept(pass, next);
            now = now.then(next);
        }
        return now;
    }
}
