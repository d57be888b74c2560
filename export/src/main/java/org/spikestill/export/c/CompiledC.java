package org.spikestill.export.c;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.AtomicFile;

/// The C export of a network, compiled as a program.
///
/// @param network that it computes
/// @param program the executable
/// @param firing spikes of the populations in the program
public record CompiledC(Network network, Path program, List<CSignal> firing) {
    /// Warnings are errors. Products of floats and sums stay apart as in the engine: C99 mode contracts nothing, whatever the
    /// processor has.
    private static final List<String> ALWAYS =
            List.of("-std=c99", "-O2", "-march=native", "-Wall", "-Wextra", "-Werror");

    /// Undefined behaviour and addresses out of bounds end the program.
    public static final List<String> CHECKED = List.of("-fsanitize=undefined,address", "-fno-sanitize-recover=all");

    public CompiledC {
        firing = List.copyOf(firing);
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

    /// @param options of the compiler beside warnings and optimisation, such as [#CHECKED]
    /// @param folder for source and program
    /// @throws IOException with the compiler's messages
    public static CompiledC of(Network network, Weights weights, String compiler, List<String> options, Path folder)
            throws IOException {
        Path source = folder.resolve("network.c");
        CProgram program = CProgram.of(network, weights, "snn");
        AtomicFile.write(source, program.source());
        Path executable = folder.resolve("network");
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(ALWAYS);
        command.addAll(options);
        command.addAll(List.of("-DSNN_MAIN", "-o", executable.toString(), source.toString(), "-lm"));
        Path messages = folder.resolve("compiler.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        if (await(process) != 0) {
            throw new IOException(compiler + " failed: " + Files.readString(messages));
        }
        return new CompiledC(network, executable, program.firing());
    }

    private static int await(Process process) throws IOException {
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("the compiler has not ended within 10 minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    /// Starts the program, which then takes samples one after the other.
    public CProcess start() throws IOException {
        return new CProcess(this);
    }
}
