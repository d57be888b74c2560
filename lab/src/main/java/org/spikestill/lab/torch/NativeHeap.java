package org.spikestill.lab.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// The heap of the C library, in which tensors live: what it does with the memory of those that are freed. Where the C
/// library is not glibc, it does as it likes.
public final class NativeHeap {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    /// Parameters of mallopt(3), from malloc.h.
    private static final int M_MMAP_THRESHOLD = -3;

    private static final int M_MMAP_MAX = -4;

    /// Bytes from which a tensor is large. Mapping a block of its own costs faults, which for smaller ones weigh more.
    private static final int LARGE = 4 << 20;

    /// Blocks that may be mapped at once; glibc's own bound.
    private static final int BLOCKS = 65_536;

    private static boolean returning;

    private NativeHeap() {}

    /// Gives back to the system what is free, which the launcher has it keep for the next tensors.
    public static void trim() {
        call("malloc_trim", LONG, 0L);
    }

    /// Chooses between time and memory for tensors from now on. Kept, the memory of freed tensors is not faulted in again;
    /// but a heap with holes does not hold large tensors as tightly as a step could: half of it is holes. Returned, a
    /// process is as large as its tensors, but for what its heap had grown to before, which is used again.
    static synchronized void returnLarge(boolean wanted) {
        if (wanted != returning) {
            returning = wanted;
            call("mallopt", INT, M_MMAP_THRESHOLD, LARGE);
            call("mallopt", INT, M_MMAP_MAX, wanted ? BLOCKS : 0);
        }
    }

    /// Calls a function that takes numbers of one type and returns an int.
    @SuppressWarnings("restricted") // neither function reads or writes memory of ours
    private static void call(String function, MemoryLayout type, Object... arguments) {
        Optional<MemorySegment> address = Linker.nativeLinker().defaultLookup().find(function);
        if (address.isEmpty()) {
            return;
        }
        MemoryLayout[] types = new MemoryLayout[arguments.length];
        Arrays.fill(types, type);
        try {
            Linker.nativeLinker()
                    .downcallHandle(address.get(), FunctionDescriptor.of(INT, types))
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(function + " throws nothing", e);
        }
    }
}
