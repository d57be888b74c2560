package org.spikestill.export.certificate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.Settings;

/// Evidence that implementations of a network are the same network: results, and a chain of digests over program, model, data,
/// artefacts and results.
///
/// @param tool name and version of the program
/// @param model file name of the model
/// @param modelDigest of the model file
/// @param data spec of the data set
/// @param dataDigest of the whole test set
/// @param samples of it that were run, from the first
/// @param demanded names of the implementations that have to be equal to the engine
/// @param layers that fire, in order
/// @param results the engine's first, then of each that was compared with it
/// @param chain of digests; its last seal stands for the whole certificate
public record Certificate(
        String tool,
        String model,
        String modelDigest,
        String data,
        String dataDigest,
        int samples,
        List<String> demanded,
        List<String> layers,
        List<Result> results,
        List<Link> chain) {
    /// Name of the reference among the results.
    public static final String ENGINE = "engine";

    /// Layer of a divergence in the class alone.
    public static final String CLASS = "class";

    /// One implementation against the engine.
    ///
    /// @param portable whether results are the same on every machine
    /// @param artefact digest of the file, program text or integers it ran, or an empty text
    /// @param unavailable the rule or fact by which it was not run, or an empty text
    /// @param accuracy share of samples whose class is right
    /// @param spikes over all samples, by layer
    /// @param differences spikes that one of the two has and the other has not, by time step and layer
    /// @param differing samples with any other spike or class than the engine's
    /// @param first divergence
    public record Result(
            String name,
            boolean portable,
            String artefact,
            String unavailable,
            double accuracy,
            List<Long> spikes,
            List<List<Long>> differences,
            int differing,
            Optional<Divergence> first) {
        static Result unavailable(Implementation.Maker maker, String reason) {
            return new Result(
                    maker.name(), maker.isPortable(), "", reason, 0, List.of(), List.of(), 0, Optional.empty());
        }

        public boolean isEqual() {
            return unavailable.isEmpty() && differing == 0;
        }

        /// Whether it ran.
        public boolean ran() {
            return unavailable.isEmpty();
        }

        /// Number of spikes that one of the two has and the other has not.
        public long differingSpikes() {
            return differences.stream().mapToLong(Result::sum).sum();
        }

        /// Number of spikes over all samples and layers.
        public long allSpikes() {
            return sum(spikes);
        }

        private static long sum(List<Long> counts) {
            return counts.stream().mapToLong(each -> each).sum();
        }
    }

    /// The first place where an implementation differs.
    ///
    /// @param sample from 0
    /// @param tick from 1
    /// @param layer that fires, or [#CLASS]
    /// @param neuron in row-major order of the layer's shape; −1 for the class
    /// @param engine 1 if the neuron fires in the engine, or the class
    /// @param other the same in the implementation
    public record Divergence(int sample, int tick, String layer, int neuron, int engine, int other) {
        /// The place and both values in words.
        public String text() {
            return layer.equals(CLASS)
                    ? "sample %d: class %d in the engine, %d here".formatted(sample, engine, other)
                    : "sample %d, step %d, '%s', neuron %d: %s in the engine, %s here"
                            .formatted(sample, tick, layer, neuron, fires(engine), fires(other));
        }

        private static String fires(int spikes) {
            return spikes == 1 ? "fires" : "silent";
        }
    }

    public Certificate {
        demanded = List.copyOf(demanded);
        layers = List.copyOf(layers);
        results = List.copyOf(results);
        chain = List.copyOf(chain);
    }

    /// Default place of the certificate of a model file.
    public static Path beside(Path model) {
        return model.resolveSibling(model.getFileName() + ".certificate.json");
    }

    /// The last seal of the chain.
    public String seal() {
        return chain.getLast().seal();
    }

    /// This certificate with its chain.
    public Certificate sealed() {
        return new Certificate(
                tool, model, modelDigest, data, dataDigest, samples, demanded, layers, results, expectedChain());
    }

    private List<Link> expectedChain() {
        Link.Chain made = new Link.Chain()
                .withText("program " + tool, tool)
                .with("model " + model, modelDigest)
                .with("data " + data, dataDigest);
        for (Result result : results) {
            if (!result.artefact().isEmpty()) {
                made.with(result.name(), result.artefact());
            }
        }
        Certificate bare = new Certificate(
                tool, model, modelDigest, data, dataDigest, samples, demanded, layers, results, List.of());
        return made.withText("results", Settings.toJson(Settings.write(bare))).links();
    }

    /// @throws InvalidFile if it is no certificate or was altered
    public static Certificate read(Path file) {
        Certificate read = Settings.readJson(Certificate.class, file);
        if (!read.chain().equals(read.expectedChain())) {
            throw new InvalidFile(
                    file, "does not match its own chain of digests: it was altered, make it again with verify");
        }
        return read;
    }

    public void write(Path file) {
        AtomicFile.write(file, Settings.toJson(Settings.write(this)) + "\n");
    }
}
