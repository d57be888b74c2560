package org.spikestill.export.c;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.AtomicFile;

/// The C export of a network, compiled and run as a program on samples.
public final class CompiledC {
    /// Warnings are errors; undefined behaviour and addresses out of bounds end the program.
    public static final List<String> STRICT = List.of(
            "-std=c99",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fsanitize=undefined,address",
            "-fno-sanitize-recover=all");

    private final Network network;
    private final Path program;
    private final int firing;

    /// Spikes and outputs of one sample.
    ///
    /// @param spikes of each time step, in the order of the layers that fire
    /// @param outputs after the last time step
    public record Result(List<List<Long>> spikes, List<Float> outputs) {}

    private CompiledC(Network network, Path program) {
        this.network = network;
        this.program = program;
        firing = network.firing().size();
    }

    /// Whether there is a compiler of that name.
    public static boolean isThere(String compiler) {
        try {
            return new ProcessBuilder(compiler, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @param folder for source and program
    /// @throws IOException with the compiler's messages
    public static CompiledC of(Network network, Weights weights, String compiler, Path folder) throws IOException {
        Path source = folder.resolve("network.c");
        AtomicFile.write(source, CProgram.of(network, weights, "snn").source());
        Path program = folder.resolve("network");
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(STRICT);
        command.addAll(List.of("-DSNN_MAIN", "-o", program.toString(), source.toString(), "-lm"));
        Path messages = folder.resolve("compiler.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        if (await(process) != 0) {
            throw new IOException(compiler + " failed: " + Files.readString(messages));
        }
        return new CompiledC(network, program);
    }

    private static int await(Process process) throws IOException {
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the process has not ended within 10 minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    /// @param samples raw values in [0, 1], channel-major
    public List<Result> run(List<float[]> samples) throws IOException {
        Path folder = program.getParent();
        Path in = folder.resolve("samples");
        Path out = folder.resolve("results");
        ByteBuffer bytes = ByteBuffer.allocate(samples.stream()
                        .mapToInt(each -> each.length * Float.BYTES)
                        .sum())
                .order(ByteOrder.nativeOrder());
        samples.forEach(sample -> {
            for (float value : sample) {
                bytes.putFloat(value);
            }
        });
        Files.write(in, bytes.array());
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(program.toString())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        if (await(process) != 0) {
            throw new IOException("the C program failed: " + Files.readString(errors));
        }
        return results(out, samples.size());
    }

    private List<Result> results(Path file, int samples) throws IOException {
        int outputs = network.shapes().get(network.output().name()).elements();
        try (InputStream stream = Files.newInputStream(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.nativeOrder());
            List<Result> results = new ArrayList<>();
            for (int sample = 0; sample < samples; sample++) {
                List<List<Long>> spikes = new ArrayList<>();
                for (int tick = 0; tick < network.ticks(); tick++) {
                    List<Long> counts = new ArrayList<>();
                    for (int layer = 0; layer < firing; layer++) {
                        counts.add((long) bytes.getInt());
                    }
                    spikes.add(counts);
                }
                List<Float> values = new ArrayList<>();
                for (int output = 0; output < outputs; output++) {
                    values.add(bytes.getFloat());
                }
                results.add(new Result(spikes, values));
            }
            return results;
        }
    }
}
