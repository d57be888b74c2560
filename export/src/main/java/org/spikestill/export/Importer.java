package org.spikestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Catalog;

/// A reader of networks that other programs wrote, chosen by the content of the file.
public interface Importer {
    static Catalog<Importer> catalog() {
        return Formats.IMPORTERS;
    }

    /// Whether a file looks like one of this format, by its first bytes rather than its name.
    ///
    /// @throws IOException if the file cannot be read
    boolean recognises(Path file) throws IOException;

    /// @throws InvalidFile naming the place in the file, what was found and what was wanted
    Imported read(Path file);

    /// A network from outside.
    ///
    /// @param remarks for the user: how the file was understood where it leaves a choice
    /// @param example outputs of the original, where the file holds some
    record Imported(Network network, Weights weights, List<String> remarks, Optional<Example> example) {
        public Imported {
            weights.checkedFor(network);
            remarks = List.copyOf(remarks);
        }

        public Imported(Network network, Weights weights, List<String> remarks) {
            this(network, weights, remarks, Optional.empty());
        }
    }

    /// Outputs that the original network computed.
    ///
    /// @param input raw samples in [0, 1], `[N, …]`
    /// @param output its logits, `[N, K]`
    record Example(Block input, Block output) {}
}
