package org.spikestill.export.certificate;

import java.io.Closeable;
import java.io.IOException;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// One way to run a network, sample by sample.
public interface Implementation extends Closeable {
    /// Digest of the file, program text or integers that it runs, or an empty text if it runs the model itself.
    String artefact();

    /// @param sample raw values in [0, 1], channel-major
    /// @param key of the encoder's draws
    SampleTrace run(float[] sample, long key) throws IOException;

    /// An implementation of a network, or why there is none.
    interface Maker {
        /// Name in certificates, such as `nir`.
        String name();

        /// Whether results are the same on every machine: sums are exact or have one order.
        default boolean isPortable() {
            return true;
        }

        /// @throws Unavailable with the reason
        Implementation of(Network network, Weights weights) throws IOException;
    }

    /// This network cannot be run that way, or not on this machine.
    final class Unavailable extends IOException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason) {
            super(reason);
        }
    }
}
