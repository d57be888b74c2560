package org.spikestill.lab.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/// Frees every tensor born in it when it closes; [#keep] is the only way out. One scope per batch.
public final class Scope implements AutoCloseable {
    private final PointerScope scope = new PointerScope();

    private Scope() {}

    public static Scope open() {
        Torch.ready();
        return new Scope();
    }

    /// Lets a tensor outlive this scope; its owner closes it.
    public Tensor keep(Tensor tensor) {
        tensor.raw().retainReference(); // closing the scope drops one reference, the owner holds the other
        return tensor;
    }

    /// Native objects alive now, in the whole process: what a leak would make grow.
    public static long liveObjects() {
        return Pointer.totalCount();
    }

    @Override
    public void close() {
        scope.close();
    }
}
