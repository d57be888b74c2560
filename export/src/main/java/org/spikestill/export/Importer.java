package org.spikestill.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    record Imported(Network network, Weights weights, List<String> remarks) {
        public Imported {
            weights.checkedFor(network);
            remarks = List.copyOf(remarks);
        }
    }
}
