package org.spikestill.export.onnx;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.export.Exporter;
import org.spikestill.model.Network;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;

/// An ONNX graph from raw samples `[N, C, H, W]` in [0, 1] to logits `[N, K]`, scaling included. A spiking network is unrolled over its
/// time steps.
public record Onnx() implements Exporter {
    @Override
    public List<String> write(ModelFile model, Path out) {
        Network network = model.network();
        byte[] bytes = new ToOnnx(network, model.weights()).model();
        AtomicFile.write(out, List.of(ByteBuffer.wrap(bytes)));
        String input = "input 'sample' " + network.input() + " per sample, raw values in [0, 1]; output 'logits'";
        return network.isSpiking()
                ? List.of(
                        input + " after all T = " + network.ticks() + " time steps, in one graph",
                        "sums run in another order than in the engine: spikes at the threshold's very edge may differ")
                : List.of(input);
    }
}
