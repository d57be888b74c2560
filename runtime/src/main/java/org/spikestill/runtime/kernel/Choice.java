package org.spikestill.runtime.kernel;

/// The choice of kernels, with its reason.
record Choice(Kernels kernels, String reason) {
    static final Choice MADE = of(
            System.getProperty("kernels", "best"),
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());

    private static final int NARROWEST_BITS = 128;

    /// @param wanted `best`, `scalar` or `vector`
    /// @param vectors whether the vector module is present
    static Choice of(String wanted, boolean vectors) {
        return switch (wanted) {
            case "scalar" -> scalar("-Dkernels=scalar asks for them; leave it out for the fastest");
            case "vector" -> {
                if (!vectors) {
                    throw new IllegalStateException("-Dkernels=vector needs the module jdk.incubator.vector: start Java"
                            + " with --add-modules jdk.incubator.vector");
                }
                yield vector("-Dkernels=vector asks for them; leave it out for the fastest");
            }
            case "best" -> {
                if (!vectors) {
                    yield scalar(
                            "the module jdk.incubator.vector is absent; --add-modules jdk.incubator.vector adds it");
                }
                yield VectorKernels.bits() < NARROWEST_BITS
                        ? scalar("vectors have only " + VectorKernels.bits() + " bits; -Dkernels=vector forces them")
                        : vector("-Dkernels=scalar turns them off");
            }
            default ->
                throw new IllegalStateException("-Dkernels is '" + wanted + "': it must be best, scalar or vector");
        };
    }

    private static Choice scalar(String why) {
        return new Choice(new ScalarKernels(), "scalar kernels: " + why);
    }

    private static Choice vector(String why) {
        return new Choice(new VectorKernels(), "vector kernels, " + VectorKernels.bits() + " bits: " + why);
    }
}
