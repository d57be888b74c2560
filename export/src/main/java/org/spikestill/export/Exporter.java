package org.spikestill.export;

import java.nio.file.Path;
import java.util.List;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Catalog;

/// An export format: a network written for another program.
public interface Exporter {
    static Catalog<Exporter> catalog() {
        return Formats.EXPORTERS;
    }

    /// Writes the file whole or, if that fails, not at all. Equal models and settings give equal bytes.
    ///
    /// @return remarks for the user: all that the file does not carry or carries in another form
    /// @throws org.spikestill.model.InvalidNetwork if the format cannot express the network, with the way out
    /// @throws org.spikestill.model.InvalidFile if the file cannot be written
    List<String> write(ModelFile model, Path out);
}
