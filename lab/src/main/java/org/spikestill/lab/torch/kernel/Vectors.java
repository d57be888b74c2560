package org.spikestill.lab.torch.kernel;

import java.util.Optional;

/// Presence of the Vector API, the JVM's module `jdk.incubator.vector`. Without it, kernels run on the loops that define them, and training
/// takes longer.
///
/// Classes with vectors are those named Lane…, [VectorLif], and nested ones. No other class may have one in a method, since the JVM loads
/// the types of a method when it verifies its class.
public final class Vectors {
    public static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /// Floats in a vector; 1 without vectors.
    static final int WIDTH = PRESENT ? Lanes.WIDTH : 1;

    private Vectors() {}

    /// A line for people where training is slower than it could be, with the way out.
    public static Optional<String> note() {
        return PRESENT
                ? Optional.empty()
                : Optional.of("the module jdk.incubator.vector is absent, so training runs on plain kernels and takes"
                        + " longer: start with ./spikestill, or with java --add-modules jdk.incubator.vector");
    }
}
