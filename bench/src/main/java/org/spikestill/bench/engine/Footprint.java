package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.bench.Memory;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.WeightType;

/// Peak memory of a process that does nothing but load a model file and answer a few images.
public final class Footprint {
    private static final int IMAGES = 16;

    private Footprint() {}

    /// The process itself: prints its peak in bytes.
    ///
    /// @param arguments a model file and the type of weights
    public static void main(String[] arguments) throws IOException {
        ModelFile model = ModelFile.read(Path.of(arguments[0]));
        try (Engine engine = Engine.of(model.network(), model.weights(), WeightType.of(arguments[1]))) {
            Session session = engine.open();
            float[] image = new float[model.network().input().elements()];
            for (int i = 0; i < IMAGES; i++) {
                session.run(image, i);
            }
        }
        System.out.println(Memory.peak());
    }

    /// Gigabytes for a workload.
    static double of(Workload workload, WeightType type) throws IOException {
        Path file = Files.createTempFile("workload", ".safetensors");
        try {
            new ModelFile(workload.network(), workload.weights(), new Provenance()).write(file);
            return of(file, type);
        } finally {
            Files.delete(file);
        }
    }

    /// Gigabytes for a model file, in a JVM set up like the one of `./spikestill run`, on vectors.
    static double of(Path model, WeightType type) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Footprint.class.getName(),
                model.toString(),
                type.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        if (!output.matches("\\d+")) {
            throw new IOException("the process that measures the memory of " + model + " printed '" + output + "'");
        }
        return Long.parseLong(output) / 1e9;
    }
}
