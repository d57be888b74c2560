package org.spikestill.report.energy;

/// Two shortcuts by which papers estimate energy, to compare with such papers only. They differ from counted work.
///
/// ```
/// SOPs = T · mean firing rate · dense operations of a time step      E = 0.9 pJ · SOPs
/// E = 23.6 pJ · spikes
/// ```
///
/// The first leaves out that borders have fewer synapses, that weights are 0, and that analog inputs need multiplications. The second
/// misreads Davies et al. (IEEE Micro 2018), whose 23.6 pJ are of a synaptic operation, not of a spike.
///
/// @param operationsNanojoules per sample by the first
/// @param spikesNanojoules per sample by the second
public record Shortcuts(double operationsNanojoules, double spikesNanojoules) {
    private static final double ADD_PICOJOULES = 0.9; // fp32, 45 nm (Horowitz, ISSCC 2014)
    private static final double LOIHI_PICOJOULES = 23.6;

    public static Shortcuts of(WorkCounts counts) {
        double rate = 1 - counts.activationSparsity();
        return new Shortcuts(
                ADD_PICOJOULES * rate * counts.densePerSample() / 1e3,
                LOIHI_PICOJOULES * counts.spikesPerSample() / 1e3);
    }

    public String text() {
        return """
                shortcuts of the literature, nJ per sample, which are no counts:
                0.9 pJ × SOPs (T × mean rate × dense operations)   %,.1f   ignores borders, weights of 0 and multiplications
                23.6 pJ × spikes                                   %,.1f   misreads a price that is per synaptic operation""".formatted(operationsNanojoules, spikesNanojoules);
    }
}
