package org.spikestill.bench.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.cli.Main;

/// The end of a command that ran in this process.
///
/// @param exit code
/// @param err text on standard error
record Ending(int exit, String err) {
    private static final List<Integer> DOCUMENTED = List.of(1, 2, 3);

    static Ending of(List<String> command) {
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), command.toArray(String[]::new));
        return new Ending(exit, err.toString());
    }

    void require() {
        if (exit != 0) {
            throw new IllegalStateException("a command without faults ended with " + exit + ": " + err);
        }
    }

    /// Reasons why this is no proper refusal: one line with a file's name, a documented exit code, no trace of the program.
    ///
    /// @param folder of all files concerned
    List<String> faults(Path folder) {
        List<String> faults = new ArrayList<>();
        List<String> lines = err.lines().toList();
        String last = lines.isEmpty() ? "" : lines.getLast();
        if (!last.startsWith("spikestill: ")) {
            faults.add("the last line is no refusal: " + last);
        } else if (!last.contains(folder.toString())) {
            faults.add("the refusal names no file: " + last);
        }
        if (!DOCUMENTED.contains(exit)) {
            faults.add("exit code " + exit);
        }
        if (err.contains("\tat ") || last.contains("Exception") || last.contains("null")) {
            faults.add("a trace of the program: " + last);
        }
        return faults;
    }
}
