package org.spikestill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.spikestill.lab.onnx.OnnxRuntime;
import org.spikestill.lab.torch.Torch;

/// Loads a native library in a process of its own, since a library that does not fit the machine may end its process.
final class LibraryProbe {
    private static final long PATIENCE_SECONDS = 120;

    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private LibraryProbe() {}

    /// A library that commands load on first use.
    enum Library {
        LIBTORCH,
        ONNX_RUNTIME;

        private String load() {
            return switch (this) {
                case LIBTORCH -> Torch.version() + ", " + Torch.threads() + " threads";
                case ONNX_RUNTIME -> OnnxRuntime.version();
            };
        }
    }

    /// Prints the version of the library that the argument names.
    public static void main(String[] arguments) {
        try {
            System.out.println(Library.valueOf(arguments[0]).load());
        } catch (RuntimeException | Error e) {
            System.out.println(Failure.of(e).line());
            System.exit(ExitCode.FAILED.code());
        }
        Runtime.getRuntime().halt(ExitCode.DONE.code()); // its own threads may not end
    }

    /// @param classPath on which the library lies
    static Finding of(String subject, Library library, String classPath) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            classPath,
                            LibraryProbe.class.getName(),
                            library.name())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return failed(subject, "does not load within " + PATIENCE_SECONDS + " s");
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0
                    ? Finding.ok(subject, said + ", unpacked and loaded")
                    : failed(
                            subject,
                            said.isEmpty()
                                    ? "ends the process that loads it, with code " + process.exitValue()
                                    : "cannot be loaded: " + said);
        } catch (IOException e) {
            return failed(subject, "cannot be tried: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed(subject, "was not tried to the end");
        }
    }

    private static Finding failed(String subject, String state) {
        return Finding.fail(
                subject,
                state + "; see that nothing sets LD_PRELOAD or LD_LIBRARY_PATH, and that ~/.javacpp and " + TEMPORARY
                        + " may be written to; 'run' and 'evaluate' need no native library");
    }
}
