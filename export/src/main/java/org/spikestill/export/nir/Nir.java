package org.spikestill.export.nir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spikestill.export.Exporter;
import org.spikestill.export.Importer;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;

/// The Neuromorphic Intermediate Representation (Pedersen et al., Nature Communications 2024), which simulators and chips read.
///
/// @param dialect convention of the program that reads or wrote the file
/// @param dt time step in the unit of the time constants, usually seconds; the dialect's own by default
/// @param scheme discretisation on import; the dialect's own by default
/// @param reset treatment of reset by subtraction, which NIR cannot express
public record Nir(Dialect dialect, Optional<Double> dt, Optional<Scheme> scheme, ResetChoice reset)
        implements Exporter, Importer {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

    public Nir {
        dt.ifPresent(value -> {
            if (!(value > 0) || value.isInfinite()) {
                throw new InvalidSettings("dt is " + value + ": it must be finite and above 0");
            }
        });
    }

    public Nir() {
        this(Dialect.NIR, Optional.empty(), Optional.empty(), ResetChoice.STRICT);
    }

    double step() {
        return dt.orElse(dialect.dt());
    }

    Scheme discretisation() {
        return scheme.orElse(dialect.scheme());
    }

    @Override
    public List<String> write(ModelFile model, Path out) {
        ToNir translated = ToNir.of(model, this);
        NirWriter.write(translated.graph(), out);
        return translated.remarks();
    }

    @Override
    public boolean recognises(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
        }
    }

    @Override
    public Imported read(Path file) {
        NirGraph graph = NirReader.read(file);
        try {
            return FromNir.network(graph, this);
        } catch (InvalidNetwork | InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) { // a bound of a layer or of a shape
            throw new InvalidFile(file, "holds a network that cannot be: " + e.getMessage(), e);
        }
    }
}
