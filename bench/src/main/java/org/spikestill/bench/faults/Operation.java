package org.spikestill.bench.faults;

import java.nio.file.Path;
import java.util.List;

/// A call on the file system.
///
/// @param file it concerns
record Operation(Kind kind, Path file) {
    /// Kinds of calls, each with its possible faults.
    enum Kind {
        OPEN(Fault.ERROR),
        READ(Fault.ERROR, Fault.END, Fault.SHORT),
        WRITE(Fault.NO_SPACE, Fault.SHORT),
        FORCE(Fault.ERROR),
        MAP(Fault.ERROR),
        LOCK(Fault.ERROR),
        TRUNCATE(Fault.ERROR),
        MOVE(Fault.ERROR),
        DELETE(Fault.ERROR),
        CREATE_FOLDER(Fault.ERROR),
        LIST(Fault.ERROR);

        private final List<Fault> faults;

        Kind(Fault... faults) {
            this.faults = List.of(faults);
        }

        List<Fault> faults() {
            return faults;
        }
    }
}
