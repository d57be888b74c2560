package org.spikestill.runtime.kernel;

/// The choice of kernels, with its reason.
record Choice(Kernels kernels, String reason) {
    static final Choice MADE = of(
            System.getProperty("kernels", "best"),
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());

    private static final int NARROWEST_BITS = 128;

    /// @param wanted `best`, `scalar`, `loops` or `vector`
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
                    yield loops("the module jdk.incubator.vector is absent; --add-modules jdk.incubator.vector adds it,"
                            + " for about half the time per sample");
                }
                yield VectorKernels.bits() < NARROWEST_BITS
                        ? loops("vectors have only " + VectorKernels.bits() + " bits; -Dkernels=vector forces them")
                        : vector("-Dkernels=loops or scalar turns them off");
            }
            case "loops" -> loops("-Dkernels=loops asks for them; leave it out for the fastest");
            default ->
                throw new IllegalStateException(
                        "-Dkernels is '" + wanted + "': it must be best, scalar, loops or vector");
        };
    }

    private static Choice scalar(String why) {
        return new Choice(new ScalarKernels(), "scalar kernels: " + why);
    }

    private static Choice loops(String why) {
        return new Choice(new LoopKernels(), "loop kernels: " + why);
    }

    private static Choice vector(String why) {
        return new Choice(new VectorKernels(), "vector kernels, " + VectorKernels.bits() + " bits: " + why);
    }
}
