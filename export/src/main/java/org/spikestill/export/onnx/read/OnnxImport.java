package org.spikestill.export.onnx.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.export.Importer;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// Open Neural Network Exchange (onnx.ai), which PyTorch and most other frameworks write: networks of the operations that the
/// engine has, opset 7 and newer.
///
/// @param mean by channel of pixels in [0, 1], which the training subtracted; the file's text `mean` by default, else 0
/// @param std by channel, by which it then divided; the file's text `std` by default, else 1
/// @param sample shape of one sample, for files that leave axes other than the batch open
@Name("onnx")
public record OnnxImport(List<Float> mean, List<Float> std, List<Integer> sample) implements Importer {
    /// Tag and type of `ir_version`, with which every writer begins.
    private static final int FIRST_BYTE = 8;

    public OnnxImport {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        sample = List.copyOf(sample);
        if (mean.size() != std.size()) {
            throw new InvalidSettings(
                    "mean has " + mean.size() + " values, std " + std.size() + ": give one of each per channel");
        }
    }

    public OnnxImport() {
        this(List.of(), List.of(), List.of());
    }

    @Override
    public boolean recognises(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(9);
            return head.length == 9 && head[0] == FIRST_BYTE && head[8] != '{';
        }
    }

    @Override
    public Imported read(Path file) {
        OnnxGraph graph = OnnxGraph.read(file);
        try {
            return FromOnnx.network(graph, this);
        } catch (InvalidNetwork | InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new InvalidFile(file, "holds a network that cannot be: " + e.getMessage(), e);
        }
    }
}
