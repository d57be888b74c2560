package org.spikestill.export.certificate;

import java.io.IOException;
import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// One way to run a network.
public interface Implementation {
    /// Name in certificates, such as `engine`.
    String name();

    /// Digest of the file or program text that it runs, or an empty text if it runs the model itself.
    String artefact();

    /// @param samples raw values in [0, 1], channel-major; sample i has the encoder's key i
    List<SampleTrace> run(List<float[]> samples) throws IOException;

    /// An implementation of a network, or why there is none.
    interface Maker {
        String name();

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
