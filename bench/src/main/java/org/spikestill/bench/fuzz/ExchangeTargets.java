package org.spikestill.bench.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.spikestill.data.Images;
import org.spikestill.export.Exporter;
import org.spikestill.export.Importer;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;

/// Readers of formats that other programs write.
final class ExchangeTargets {
    private static final Shape PICTURE = Shape.of(3, 9, 9);

    private final Path folder;

    ExchangeTargets(Path folder) {
        this.folder = folder;
    }

    /// @param model that is written as NIR
    List<Target> all(ModelFile model) throws IOException {
        Path nir = folder.resolve("good.nir");
        Exporter.catalog().parse("nir:reset=subtract").write(model, nir);
        return List.of(
                network("NIR", "nir", Files.readAllBytes(nir)),
                network("ONNX", "onnx", stored("network.onnx")),
                picture("gif", stored("picture.gif")),
                picture("webp, lossy", stored("lossy.webp")),
                picture("webp, lossless", stored("lossless.webp")));
    }

    private Target network(String name, String format, byte[] good) {
        Importer importer = Importer.catalog().parse(format);
        Path file = folder.resolve("damaged." + format);
        return new Target(name, () -> good, damaged -> {
            Files.write(file, damaged);
            importer.read(file);
        });
    }

    private Target picture(String name, byte[] good) {
        Path file = folder.resolve("damaged-" + name.replace(", ", "-"));
        return new Target(name, () -> good, damaged -> {
            Files.write(file, damaged);
            Images.read(file, PICTURE);
        });
    }

    /// A small good file that the JDK cannot write.
    private static byte[] stored(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ExchangeTargets.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
