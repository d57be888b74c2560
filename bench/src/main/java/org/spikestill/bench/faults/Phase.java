package org.spikestill.bench.faults;

import java.util.List;
import java.util.regex.Pattern;

/// A stretch of a command between two lines that it prints.
///
/// @param from beginning of the line that opens it; empty for the start of the process
record Phase(String name, Pattern from) {
    private static Phase of(String name, String from) {
        return new Phase(name, Pattern.compile(from));
    }

    /// Phases of a distillation, in order. A step that is done before says so with its name as well.
    static List<Phase> ofDistillation() {
        return List.of(
                of("start", ""),
                of("data and plan", "mnist: "),
                of("training the teacher", "expected to take"),
                of("training the ANN", "teacher: "),
                of("conversion", "ann: "),
                of("training without a teacher", "converted: "),
                of("storing targets", "untaught: "),
                of("training the student", "student, epoch 1"),
                of("evaluation", "student: "),
                of("report", "event-driven engine|student-parity: "));
    }

    static List<Phase> ofTable() {
        return List.of(
                of("table, first run", "run 1 of 2"),
                of("table, second run", "run 2 of 2"),
                of("table, results", "student: .*"));
    }

    /// Until the first training is measured.
    static List<Phase> ofUnpacking() {
        return List.of(of("unpacking native libraries", "mnist: "));
    }

    static List<Phase> ofOne(String name) {
        return List.of(of(name, ""));
    }
}
