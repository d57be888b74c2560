package org.spikestill.lab.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The end of a process that a signal stops while native code computes. The C library would destroy the objects of libtorch first, under
/// threads that still use them, and the process would die of a segmentation fault instead of ending with its own code.
///
/// Handlers of `on_exit` run from the last to the first. One that is set after loading comes before those destructors, and
/// ends the process there; its handler is `_exit` itself, which takes the code. Where the C library has no `on_exit`, all stays as it is.
final class NativeExit {
    private NativeExit() {}

    /// To be called once all native libraries are loaded.
    @SuppressWarnings("restricted") // two functions of the C library, called as it declares them
    static void endBeforeDestructors() {
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        Optional<MemorySegment> register = library.find("on_exit");
        Optional<MemorySegment> end = library.find("_exit");
        if (register.isPresent() && end.isPresent()) {
            FunctionDescriptor type =
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
            try {
                int _ = (int) Linker.nativeLinker()
                        .downcallHandle(register.get(), type)
                        .invokeExact(end.get(), MemorySegment.NULL);
            } catch (Throwable e) { // the declaration of method handles; C throws nothing
                throw new IllegalStateException("the end of the process cannot be arranged", e);
            }
        }
    }
}
