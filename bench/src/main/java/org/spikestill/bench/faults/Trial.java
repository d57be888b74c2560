package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One command with one fault, and the command that goes on after it.
///
/// @param kind of the operation that did not end normally
/// @param refused whether the command ended there
/// @param findings reasons why the ending, the files or the resumed result are not as promised
record Trial(Operation.Kind kind, boolean refused, List<String> findings) {
    Trial {
        findings = Collections.unmodifiableList(findings);
    }

    /// @param number of the operation
    /// @param wanted the files of an undisturbed run
    static List<Trial> of(Scenario scenario, int number, Fault fault, Trigger trigger, Path root, Snapshot wanted)
            throws IOException {
        Path work = fresh(root);
        trigger.arm(root, number, fault);
        Ending ending = Ending.of(scenario.begin());
        if (trigger.failed().isEmpty()) {
            return List.of(); // another order of operations: it has a number of its own
        }
        Operation operation = trigger.failed().get();
        trigger.arm(root, -1, Fault.NONE);
        List<String> findings = new ArrayList<>();
        boolean refused = ending.exit() != 0;
        if (refused) {
            findings.addAll(ending.faults(root));
            findings.addAll(halves(work, operation));
        }
        Ending last = refused ? Ending.of(scenario.next()) : ending;
        if (last.exit() == 0) {
            wanted.differences(Snapshot.of(work)).forEach(name -> findings.add("other content: " + name));
        } else {
            findings.add("not resumed: " + last.err());
        }
        String where = "%s, operation %d, %s of %s ends with %s: "
                .formatted(scenario.name(), number, operation.kind(), root.relativize(file(operation)), fault);
        return List.of(new Trial(
                operation.kind(),
                refused,
                findings.stream().map(each -> where + each).toList()));
    }

    private static Path file(Operation operation) {
        return Path.of(operation.file().toAbsolutePath().toString());
    }

    /// A draft that cannot be deleted has to stay.
    private static List<String> halves(Path work, Operation operation) throws IOException {
        return Snapshot.halves(work).stream()
                .filter(each -> operation.kind() != Operation.Kind.DELETE || !each.endsWith("was left"))
                .toList();
    }

    /// The folder of a command, empty.
    static Path fresh(Path root) throws IOException {
        Path work = root.resolve("work");
        Snapshot.delete(work);
        return Files.createDirectories(work);
    }
}
