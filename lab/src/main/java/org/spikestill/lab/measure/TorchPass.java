package org.spikestill.lab.measure;

import java.util.function.BiConsumer;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;

/// One pass of a network over a data set, in order, in evaluation mode.
public final class TorchPass {
    /// Frames that one batch may hold: bounds memory at long T.
    private static final int FRAMES = 1000;

    private TorchPass() {}

    public static void over(TorchNetwork network, Dataset data, BiConsumer<Trace, Batch> each) {
        over(network, data, RunMode.evaluation(), each);
    }

    /// @param each receives the trace of every batch; its tensors live until it returns
    public static void over(TorchNetwork network, Dataset data, RunMode mode, BiConsumer<Trace, Batch> each) {
        int size = Math.clamp(FRAMES / network.network().ticks(), 1, 250);
        try (Loader loader = Loader.inOrder(data, size)) {
            for (Batch batch : loader) {
                try (Scope _ = Scope.open()) {
                    long[] keys = Evaluator.keys(batch.indices(), batch.size());
                    each.accept(network.run(batch.images(), batch.size(), keys, mode), batch);
                }
            }
        }
    }
}
