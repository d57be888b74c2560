package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command printed, and how it ended.
record Outcome(int exit, String out, String err) {
    /// Runs a command in this process, as if its output went to files.
    ///
    /// @param arguments as text; paths may stay paths
    static Outcome of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), Terminal.none(), texts);
        return new Outcome(exit, out.toString(), err.toString());
    }

    /// What it printed on standard output, if all went well.
    String done() {
        assertThat(exit).as("exit code of a command that said: " + err).isZero();
        return out;
    }

    /// The one JSON object on standard output.
    JsonNode json() {
        assertThat(done()).hasLineCount(1);
        return JsonMapper.shared().readTree(out);
    }

    /// The lines on standard output.
    List<String> lines() {
        return done().lines().toList();
    }

    /// One line on standard error, nothing on standard output.
    void refused(ExitCode code, String line) {
        assertThat(err).isEqualTo("spikestill: " + line + System.lineSeparator());
        assertThat(out).isEmpty();
        assertThat(exit).isEqualTo(code.code());
    }

    /// As [#refused(ExitCode, String)], for a line that names a file.
    void refused(Path file, String line) {
        refused(ExitCode.BAD_FILE, file + ": " + line);
    }
}
