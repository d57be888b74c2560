package org.spikestill.lab.teacher;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.export.onnx.read.OnnxNode;
import org.spikestill.lab.onnx.OnnxRuntime;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// An ONNX file on ONNX Runtime. Every float output of a node is a tap, under the name the file gives it.
final class OnnxNetwork implements ForeignNetwork {
    /// Element-wise curves, behind which maps are compared.
    private static final Set<String> NONLINEAR = Set.of(
            "Relu",
            "Clip",
            "LeakyRelu",
            "PRelu",
            "Elu",
            "Selu",
            "Celu",
            "Gelu",
            "Sigmoid",
            "HardSigmoid",
            "HardSwish",
            "Tanh",
            "Softplus",
            "Mish");

    private final Path file;
    private final OnnxGraph graph;
    private final Taps taps;
    private final Map<Set<String>, OnnxRuntime> sessions = new LinkedHashMap<>();

    private OnnxNetwork(Path file, OnnxGraph graph, Taps taps) {
        this.file = file;
        this.graph = graph;
        this.taps = taps;
    }

    /// @param sample shape of the samples, for axes that the file leaves open
    static OnnxNetwork open(Path file, Shape sample) {
        OnnxGraph graph = OnnxGraph.read(file);
        Set<String> inner = new LinkedHashSet<>();
        graph.nodes().forEach(node -> inner.addAll(node.outputs()));
        graph.outputs().forEach(output -> inner.remove(output.name()));
        inner.remove("");
        try (OnnxRuntime session = OnnxRuntime.open(file, graph, sample, inner)) {
            Map<String, OnnxRuntime.Values> found = session.probe(Stream.concat(
                            inner.stream(), Stream.of(graph.outputs().getFirst().name()))
                    .toList());
            return new OnnxNetwork(file, graph, taps(file, graph, sample, found));
        } catch (OrtException | IOException e) {
            throw new InvalidFile(file, "does not run on ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private static Taps taps(Path file, OnnxGraph graph, Shape sample, Map<String, OnnxRuntime.Values> found) {
        Map<String, Shape> maps = new LinkedHashMap<>();
        List<String> activations = new ArrayList<>();
        for (OnnxNode node : graph.nodes()) {
            for (String output : node.outputs()) {
                OnnxRuntime.Values values = found.get(output);
                if (values != null && isMap(values.sizes())) {
                    maps.put(output, shape(values.sizes()));
                    if (NONLINEAR.contains(node.op())) {
                        activations.add(output);
                    }
                }
            }
        }
        Shape logits = maps.get(graph.outputs().getFirst().name());
        if (logits == null || logits.isMap()) {
            throw new InvalidFile(
                    file,
                    "its first output '" + graph.outputs().getFirst().name()
                            + "' holds no logits [N, K]: export the network so that it does");
        }
        return new Taps(sample, logits, 1, false, maps, activations);
    }

    private static boolean isMap(long[] sizes) {
        return (sizes.length == 2 || sizes.length == 4) && Arrays.stream(sizes).allMatch(size -> size > 0);
    }

    private static Shape shape(long[] sizes) {
        return new Shape(
                Arrays.stream(sizes).skip(1).mapToObj(size -> (int) size).toList());
    }

    @Override
    public Taps taps() {
        return taps;
    }

    @Override
    public String logits() {
        return graph.outputs().getFirst().name();
    }

    @Override
    public Map<String, Tensor> run(float[] images, int samples, Set<String> wanted) {
        try {
            OnnxRuntime session = sessions.get(wanted);
            if (session == null) {
                Set<String> inner = new LinkedHashSet<>(wanted);
                graph.outputs().forEach(output -> inner.remove(output.name()));
                session = OnnxRuntime.open(file, graph, taps.input(), inner);
                sessions.put(Set.copyOf(wanted), session);
            }
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            session.run(images, samples, List.copyOf(wanted))
                    .forEach((name, values) -> outputs.put(name, Tensor.of(values.values(), values.sizes())));
            return outputs;
        } catch (OrtException | IOException e) {
            throw new InvalidFile(file, "does not run on ONNX Runtime: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(OnnxRuntime::close);
    }
}
