package org.spikestill.lab.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// A graph on ONNX Runtime, on one thread: the same input gives the same bits on a machine, whatever else it does.
public final class OnnxRuntime implements AutoCloseable {
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private final String input;
    private final Shape sample;
    private final int fixedBatch;

    /// One output.
    ///
    /// @param sizes `[N, …]`
    public record Values(long[] sizes, float[] values) {
        private Values joined(Values more) {
            long[] both = sizes.clone();
            both[0] += more.sizes[0];
            float[] all = Arrays.copyOf(values, values.length + more.values.length);
            System.arraycopy(more.values, 0, all, values.length, more.values.length);
            return new Values(both, all);
        }

        private Values first(int samples) {
            long[] fewer = sizes.clone();
            int each = (int) (values.length / sizes[0]);
            fewer[0] = samples;
            return new Values(fewer, Arrays.copyOf(values, samples * each));
        }
    }

    private OnnxRuntime(
            OrtSession.SessionOptions options, OrtSession session, String input, Shape sample, int fixedBatch) {
        this.options = options;
        this.session = session;
        this.input = input;
        this.sample = sample;
        this.fixedBatch = fixedBatch;
    }

    /// The library and its version, loaded on the first call.
    public static String version() {
        return "com.microsoft.onnxruntime " + OrtEnvironment.getEnvironment().getVersion();
    }

    /// @param sample shape of one sample
    /// @param inner outputs of nodes that can be read beside those of the graph
    /// @throws InvalidFile if the graph does not take such samples
    public static OnnxRuntime open(Path file, OnnxGraph graph, Shape sample, Collection<String> inner)
            throws OrtException, IOException {
        OnnxGraph.Value input = input(file, graph, sample);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.withOutputs(inner), options);
        int batch = input.sizes().isEmpty() ? -1 : input.sizes().getFirst().intValue();
        return new OnnxRuntime(options, session, input.name(), sample, batch);
    }

    private static OnnxGraph.Value input(Path file, OnnxGraph graph, Shape sample) {
        if (graph.inputs().size() != 1) {
            throw new InvalidFile(file, "has " + graph.inputs().size() + " inputs: a network of images has one");
        }
        if (graph.outputs().isEmpty()) {
            throw new InvalidFile(file, "has no outputs");
        }
        OnnxGraph.Value input = graph.inputs().getFirst();
        List<Long> sizes = input.sizes();
        boolean fits = sizes.isEmpty() || sizes.size() == sample.sizes().size() + 1;
        for (int i = 1; fits && i < sizes.size(); i++) {
            fits = sizes.get(i) < 0 || sizes.get(i) == (long) sample.sizes().get(i - 1);
        }
        if (!fits) {
            throw new InvalidFile(
                    file,
                    "takes " + sizes + " (−1 is any size), the samples are [N, "
                            + sample.toString().substring(1) + ": name data of that shape");
        }
        return input;
    }

    /// Outputs for one sample of zeros: those that are arrays of floats.
    public Map<String, Values> probe(List<String> wanted) throws OrtException {
        int samples = Math.max(1, fixedBatch);
        return batch(new float[samples * sample.elements()], samples, wanted);
    }

    /// @param images planar `[N, C, H, W]`
    public Map<String, Values> run(float[] images, int samples, List<String> wanted) throws OrtException {
        if (fixedBatch < 1) {
            return batch(images, samples, wanted);
        }
        Map<String, Values> all = new LinkedHashMap<>();
        int elements = sample.elements();
        for (int from = 0; from < samples; from += fixedBatch) {
            int count = Math.min(fixedBatch, samples - from);
            float[] part = new float[fixedBatch * elements]; // the rest stays 0
            System.arraycopy(images, from * elements, part, 0, count * elements);
            batch(part, fixedBatch, wanted)
                    .forEach((name, values) -> all.merge(name, values.first(count), Values::joined));
        }
        return all;
    }

    private Map<String, Values> batch(float[] images, int samples, List<String> wanted) throws OrtException {
        long[] sizes = new long[sample.sizes().size() + 1];
        sizes[0] = samples;
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] = sample.sizes().get(i - 1);
        }
        try (OnnxTensor in = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images), sizes);
                OrtSession.Result result = session.run(Map.of(input, in), new LinkedHashSet<>(wanted))) {
            Map<String, Values> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> each : result) {
                if (each.getValue() instanceof OnnxTensor tensor && tensor.getFloatBuffer() != null) {
                    FloatBuffer buffer = tensor.getFloatBuffer();
                    float[] values = new float[buffer.remaining()];
                    buffer.get(values);
                    outputs.put(each.getKey(), new Values(tensor.getInfo().getShape(), values));
                }
            }
            return outputs;
        }
    }

    @Override
    public void close() {
        try (options) {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close its session: " + e.getMessage(), e);
        }
    }
}
