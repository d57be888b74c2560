package org.spikestill.export.certificate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.Digest;
import org.spikestill.model.settings.Settings;

/// Evidence that implementations of a network are the same network: a chain of digests over model, data, artefacts, program and
/// results.
///
/// @param tool name and version of the program
/// @param model file name of the model
/// @param modelDigest of the model file
/// @param data spec of the data set
/// @param dataDigest of the whole test set
/// @param samples of it that were run, from the first
/// @param layers that fire, in order
/// @param results the engine's first, then of each that was compared with it
/// @param digest SHA-256 of this record as JSON with an empty digest
public record Certificate(
        String tool,
        String model,
        String modelDigest,
        String data,
        String dataDigest,
        int samples,
        List<String> layers,
        List<Result> results,
        String digest) {
    /// One implementation against the engine.
    ///
    /// @param artefact digest of what it ran, or an empty text
    /// @param unavailable why it was not run, or an empty text
    /// @param accuracy share of samples whose class is right
    /// @param spikes over all samples, by layer
    /// @param differing samples with any other spike count or class than the engine's
    /// @param first divergence
    public record Result(
            String name,
            String artefact,
            String unavailable,
            double accuracy,
            List<Long> spikes,
            int differing,
            Optional<Divergence> first) {
        public boolean isEqual() {
            return unavailable.isEmpty() && differing == 0;
        }
    }

    /// The first place where an implementation differs.
    ///
    /// @param sample from 0
    /// @param tick from 1; 0 where the implementation tells only sums over all time steps
    /// @param layer that fires, or `class`
    /// @param engine spikes of the layer, or the class
    /// @param other the same in the implementation
    public record Divergence(int sample, int tick, String layer, long engine, long other) {}

    public Certificate {
        layers = List.copyOf(layers);
        results = List.copyOf(results);
    }

    private Certificate withDigest(String value) {
        return new Certificate(tool, model, modelDigest, data, dataDigest, samples, layers, results, value);
    }

    public Certificate sealed() {
        return withDigest(expectedDigest());
    }

    private String expectedDigest() {
        byte[] text = Settings.toJson(Settings.write(withDigest(""))).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Digest.sha256().digest(text));
    }

    /// @throws InvalidFile if it is no certificate or was altered
    public static Certificate read(Path file) {
        Certificate read = Settings.readJson(Certificate.class, file);
        if (!read.digest().equals(read.expectedDigest())) {
            throw new InvalidFile(file, "does not match its own digest: it was altered, make it again with verify");
        }
        return read;
    }

    public void write(Path file) {
        AtomicFile.write(file, Settings.toJson(Settings.write(this)) + "\n");
    }
}
