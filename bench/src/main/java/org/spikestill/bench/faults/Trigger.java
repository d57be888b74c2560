package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The choice of the one operation that fails. Operations are numbered as they come, below one folder only. Mutable: it counts.
final class Trigger {
    private final List<Operation> seen = new ArrayList<>();
    private Optional<String> folder = Optional.empty();
    private Optional<Operation> failed = Optional.empty();
    private int chosen;
    private Fault fault = Fault.NONE;

    /// Begins to count anew.
    ///
    /// @param watched folder whose operations count
    /// @param number of the operation that fails, from 0
    /// @param kind of the failure; [Fault#NONE] only counts
    synchronized void arm(Path watched, int number, Fault kind) {
        seen.clear();
        failed = Optional.empty();
        folder = Optional.of(watched.toAbsolutePath().toString());
        chosen = number;
        fault = kind;
    }

    /// Every operation since it was armed.
    synchronized List<Operation> seen() {
        return List.copyOf(seen);
    }

    /// The operation that was not to end normally, if it came to it.
    synchronized Optional<Operation> failed() {
        return failed;
    }

    /// The ending of the next operation.
    synchronized Fault next(Operation.Kind kind, Path file) {
        if (!file.toAbsolutePath().toString().startsWith(folder.orElse("no path begins so"))) {
            return Fault.NONE;
        }
        Operation operation = new Operation(kind, file);
        seen.add(operation);
        if (seen.size() != chosen + 1 || !kind.faults().contains(fault)) {
            return Fault.NONE;
        }
        failed = Optional.of(operation);
        return fault;
    }

    /// As [#next], for operations that end whole or not at all.
    void check(Operation.Kind kind, Path file) throws IOException {
        Fault ending = next(kind, file);
        if (ending != Fault.NONE) {
            throw failure(ending, file);
        }
    }

    static IOException failure(Fault ending, Path file) {
        return new FileSystemException(file.toString(), null, ending.reason());
    }
}
