package org.spikestill.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.torch.Precision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Another framework at work on the small subject, in a process of its own that answers one line with one step: see
/// `bench/peers/training.py`.
final class Peer implements Contender {
    /// A framework, and how it is set up.
    enum Setup {
        SPIKINGJELLY("spikingjelly"),
        SPIKINGJELLY_BEST("spikingjelly", "channels-last", "compiled"),
        SPIKINGJELLY_BF16("spikingjelly", "channels-last", "bf16"),
        SPIKINGJELLY_BF16_COMPILED("spikingjelly", "channels-last", "compiled", "bf16"),
        SNNTORCH("snntorch"),
        SNNTORCH_BEST("snntorch", "channels-last", "compiled"),
        SNNTORCH_BF16_BEST("snntorch", "channels-last", "compiled", "bf16"),
        NORSE("norse"),
        NORSE_BEST("norse", "channels-last", "compiled");

        private final String framework;
        private final List<String> options;

        Setup(String framework, String... options) {
            this.framework = framework;
            this.options = List.of(options);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WEIGHTS =
            List.of("conv1.weight", "conv2.weight", "conv3.weight", "fc1.weight", "fc2.weight");

    private final Setup setup;
    private final Process process;
    private final Writer wishes;
    private final BufferedReader answers;
    private final JsonNode first;

    /// Starts it and lets it take its first step, compilation included.
    Peer(Setup setup, BenchNetwork subject, Path home) {
        this.setup = setup;
        try {
            Path data = data(subject);
            List<String> command = new ArrayList<>(List.of(
                    home.resolve("target/peers-training/bin/python").toString(),
                    home.resolve("peers/training.py").toString(),
                    setup.framework,
                    data.toString(),
                    "" + subject.network().ticks(),
                    "" + BenchNetwork.BATCH));
            command.addAll(setup.options);
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeAll(List.of("OMP_WAIT_POLICY", "OPENBLAS_THREAD_TIMEOUT"));
            if (setup.options.isEmpty()) { // as shipped; else with the memory settings that we have ourselves
                builder.environment().remove("GLIBC_TUNABLES");
            }
            process = builder.start();
            wishes = process.outputWriter();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
            first = answer();
            Files.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the frameworks are installed.
    static boolean installed(Path home) {
        return Files.isExecutable(home.resolve("target/peers-training/bin/python"));
    }

    private static Path data(BenchNetwork subject) throws IOException {
        List<float[]> parts = new ArrayList<>();
        parts.add(subject.images());
        float[] labels = new float[BenchNetwork.BATCH];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = subject.labels()[i];
        }
        parts.add(labels);
        WEIGHTS.forEach(name -> parts.add(subject.weights().get(name).toFloats()));
        ByteBuffer bytes = ByteBuffer.allocate(
                        4 * parts.stream().mapToInt(part -> part.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        parts.forEach(part -> {
            for (float value : part) {
                bytes.putFloat(value);
            }
        });
        Path file = Files.createTempFile("spikestill-peer", ".bin");
        return Files.write(file, bytes.array());
    }

    private JsonNode answer() {
        try {
            wishes.write("\n");
            wishes.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(label() + " ended: run bench/peers/training.py by hand to see why");
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(label() + " ended: run bench/peers/training.py by hand to see why", e);
        }
    }

    /// Spikes of each layer before the first step.
    List<Long> spikes() {
        List<Long> spikes = new ArrayList<>();
        first.get("spikes").forEach(node -> spikes.add(node.asLong()));
        return spikes;
    }

    @Override
    public String label() {
        return setup.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public Precision precision() {
        return setup.options.contains("bf16") ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    @Override
    public double step() {
        return answer().get("ms").asDouble();
    }

    @Override
    public double finish() {
        try {
            wishes.close();
            JsonNode last = JSON.readTree(answers.readLine());
            return (last.get("peak").asDouble() - last.get("idle").asDouble()) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
