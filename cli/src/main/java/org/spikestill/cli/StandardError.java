package org.spikestill.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// The place where standard error goes. The launcher starts the JVM behind a filter, which takes away its line on the
/// incubating module; from the first command on, everything goes to the launcher's own standard error, unfiltered.
final class StandardError {
    /// Set by the launcher: the descriptor that it kept of its own standard error.
    private static final String KEPT = "spikestill.stderr";

    private static final int STANDARD_ERROR = 2;

    private StandardError() {}

    /// Ends the filter, by POSIX `dup2(kept, 2)`: nothing is left that writes to it.
    static void unfilter() {
        Integer kept = Integer.getInteger(KEPT);
        if (kept != null) {
            redirect(kept);
        }
    }

    @SuppressWarnings("restricted") // a function of two integers that touches no memory
    private static void redirect(int kept) {
        Linker linker = Linker.nativeLinker();
        MethodHandle dup2 = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("dup2"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            int copy = (int) dup2.invokeExact(kept, STANDARD_ERROR);
            if (copy != STANDARD_ERROR) {
                throw new IllegalStateException("descriptor " + kept + " named by " + KEPT + " is not open");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("no native function throws", e);
        }
    }
}
