package org.spikestill.export.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.export.Importer;
import org.spikestill.export.nir.Dialect;
import org.spikestill.export.nir.Nir;
import org.spikestill.export.nir.ResetChoice;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Digest;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;

/// The network written as NIR, read again and run by the engine. A reset by subtraction goes through the file as metadata, which other
/// readers ignore.
public record NirRun() implements Implementation.Maker {
    private static final Nir FORMAT = new Nir(Dialect.NIR, Optional.empty(), Optional.empty(), ResetChoice.SUBTRACT);

    @Override
    public String name() {
        return "nir";
    }

    @Override
    public Implementation of(Network network, Weights weights) throws IOException {
        Path file = Files.createTempFile("spikestill", ".nir");
        try {
            FORMAT.write(new ModelFile(network, weights, new Provenance()), file);
            Importer.Imported read = new Nir().read(file);
            String digest = Digest.of(file);
            return new EngineRun(digest, read.network(), read.weights());
        } catch (InvalidNetwork e) {
            throw new Implementation.Unavailable(e.getMessage());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
