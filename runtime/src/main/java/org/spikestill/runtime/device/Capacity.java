package org.spikestill.runtime.device;

/// Limits of a neuromorphic chip.
///
/// @param compartments neurons per core
/// @param synapseWords 64-bit words of synaptic memory per core
/// @param inputAxons lists of synapses per core, one per source neuron that reaches it
/// @param outputAxons edges to other cores per core, one per neuron and core that it reaches
/// @param cores per chip
public record Capacity(int compartments, int synapseWords, int inputAxons, int outputAxons, int cores) {
    /// First generation (Davies et al., IEEE Micro 2018): 128 KB of synaptic memory per core.
    static final Capacity LOIHI = new Capacity(1024, 16_384, 4096, 4096, 128);

    private static final int GROUP = 64;
    private static final int WORD = 64;
    private static final int GROUP_BITS = 10;
    private static final int WEIGHT_BITS = 8;
    private static final int INDEX_BITS = 10; // of 1024 compartments

    /// Words of a list of synapses: groups of at most 64, each of `count·bits + 10` bits, rounded up to whole words.
    ///
    /// @param dense whether the targets are neighbours, which need no indices
    static long words(long synapses, boolean dense) {
        long full = synapses / GROUP;
        long rest = synapses % GROUP;
        return full * groupWords(GROUP, dense) + (rest == 0 ? 0 : groupWords(rest, dense));
    }

    private static long groupWords(long synapses, boolean dense) {
        long bits = synapses * (WEIGHT_BITS + (dense ? 0 : INDEX_BITS)) + GROUP_BITS;
        return (bits + WORD - 1) / WORD;
    }
}
