package org.spikestill.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The failure of a command: one line, and an exit code.
record Failure(ExitCode exit, String line, Throwable cause) {
    static final String TRACE = "--stack-trace";

    /// Messages of the native library go on for pages.
    private static final int LONGEST = 1000;

    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case UnmatchedArgumentException e -> misuse(unmatched(e), e);
            case MissingParameterException e
            when !e.getCommandLine().getUnmatchedArguments().isEmpty() -> // a misspelt option is what is missing
                of(new UnmatchedArgumentException(
                        e.getCommandLine(), e.getCommandLine().getUnmatchedArguments()));
            case ParameterException e
            when e.getCause() instanceof InvalidSettings cause -> misuse(cause.getMessage(), cause);
            case ParameterException e -> misuse(lowerCase(e.getMessage()), e);
            case IllegalArgumentException e -> misuse(e.getMessage(), e);
            case InvalidFile e -> new Failure(ExitCode.BAD_FILE, e.getMessage(), e);
            case UncheckedIOException e -> of(e.getCause());
            case FileNotFoundException e -> new Failure(ExitCode.BAD_FILE, e.getMessage(), e);
            case FileSystemException e -> new Failure(ExitCode.BAD_FILE, e.getFile() + ": " + InvalidFile.reason(e), e);
            case IOException e -> failed(InvalidFile.reason(e), e);
            case ExceptionInInitializerError e when e.getCause() != null -> of(e.getCause());
            case OutOfMemoryError e ->
                failed(
                        "out of memory (" + e.getMessage()
                                + "): allow more with SPIKESTILL_JVM=-Xmx8g, or lower a batch",
                        e);
            case IllegalStateException e when e.getMessage() != null -> failed(e.getMessage(), e);
            default -> failed(thrown.getClass().getSimpleName() + ": " + thrown.getMessage(), thrown);
        };
    }

    private static Failure misuse(String line, Throwable cause) {
        return new Failure(ExitCode.MISUSE, line, cause);
    }

    private static Failure failed(String line, Throwable cause) {
        return new Failure(ExitCode.FAILED, line, cause);
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String found = e.getUnmatched().getFirst();
        String what = e.isUnknownOption() ? "there is no option '" : "there is no use for '";
        List<String> suggestions = e.getSuggestions();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return what + found + "'"
                + (suggestions.isEmpty() ? ": " : ", did you mean '" + suggestions.getFirst() + "'? ")
                + "'" + command + " --help' lists what there is";
    }

    private static String lowerCase(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /// Prints the line, and on request the place where it arose.
    ///
    /// @return the exit code
    int tell(PrintWriter err, boolean trace) {
        String first = Objects.requireNonNullElse(line, "").lines().findFirst().orElse(cause.toString());
        err.println("spikestill: " + (first.length() > LONGEST ? first.substring(0, LONGEST) + "..." : first));
        if (trace) {
            cause.printStackTrace(err);
        }
        return exit.code();
    }
}
