package org.spikestill.model.file;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A network with its weights and where it came from: one file for checkpoints and deployment, in the layout of
/// [Tensors]. Its texts are `format` = `spikestill`, `version`, and as JSON `network` and `provenance`. Version 2 holds weights
/// most of which are 0 in the form of [SparseBlocks]; other files are version 1.
public record ModelFile(Network network, Weights weights, Provenance provenance) {
    private static final String FORMAT = "spikestill";

    /// Versions this program reads; it writes the oldest that holds the weights.
    private static final int OLDEST = 1;

    private static final int NEWEST = 2;

    /// Version of files without sparse weights.
    private static final int DENSE = 1;

    public ModelFile {
        weights.checkedFor(network);
    }

    /// Maps a file, without a copy of its weights, for as long as they are in use.
    ///
    /// @throws InvalidFile saying what is wrong with the file
    public static ModelFile read(Path file) {
        return read(file, Arena.ofAuto());
    }

    /// Maps a file, without a copy of its weights, unless they are stored in another type than F32.
    ///
    /// @param arena what the weights live as long as
    /// @throws InvalidFile saying what is wrong with the file
    public static ModelFile read(Path file, Arena arena) {
        TensorReader reader = open(file, arena);
        try {
            Network network = part(Network.class, reader, "network");
            Provenance provenance = part(Provenance.class, reader, "provenance");
            Weights stored =
                    new Weights(SparseBlocks.unpacked(network, reader.tensors().blocks()));
            refuseIntegers(file, stored);
            return new ModelFile(network, finite(file, stored.asFloat32(arena)), provenance);
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, "its weights do not fit its network: " + e.getMessage(), e);
        }
    }

    /// Digest of a file, which stands for it in the provenance of what is made from it.
    ///
    /// @return 64 hexadecimal digits
    /// @throws InvalidFile saying what is wrong with the file
    public static String digest(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            return open(file, arena).verifiedDigest();
        }
    }

    /// Writes the file whole or, if that fails, not at all. Equal models give equal bytes.
    ///
    /// @return its digest, 64 hexadecimal digits
    /// @throws InvalidFile saying why the file cannot be written
    public String write(Path file) {
        Map<String, Block> stored = SparseBlocks.packed(network, weights.blocks());
        int version = stored.keySet().equals(weights.blocks().keySet()) ? DENSE : NEWEST;
        Map<String, String> metadata = Map.of(
                "format", FORMAT,
                "version", String.valueOf(version),
                "network", Settings.toJson(Settings.write(network)),
                "provenance", Settings.toJson(stored(provenance)));
        return new Tensors(stored, metadata).write(file);
    }

    /// Without class names the field is left out, so that such files have the bytes of earlier versions.
    private static JsonNode stored(Provenance provenance) {
        ObjectNode fields = (ObjectNode) Settings.write(provenance);
        if (provenance.classNames().isEmpty()) {
            fields.remove("classNames");
        }
        return fields;
    }

    private static void refuseIntegers(Path file, Weights stored) {
        stored.blocks().forEach((name, block) -> {
            if (!block.type().isFloat()) {
                throw new InvalidFile(
                        file,
                        "'" + name + "' holds " + block.type()
                                + ": weights are stored as F32, F16, BF16 or F64, write it as one of these");
            }
        });
    }

    private static Weights finite(Path file, Weights weights) {
        try {
            return weights.checkedFinite();
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    private static TensorReader open(Path file, Arena arena) {
        TensorReader reader = TensorReader.open(file, arena);
        Map<String, String> metadata = reader.header().metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new InvalidFile(file, "holds tensors but no network: it is a safetensors file of another program");
        }
        refuseVersion(file, metadata.getOrDefault("version", ""));
        if (!metadata.containsKey(Tensors.DIGEST)) {
            throw new InvalidFile(file, "has no digest: it was altered, fetch it again");
        }
        reader.verifiedDigest();
        return reader;
    }

    private static void refuseVersion(Path file, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new InvalidFile(file, "has format version '" + text + "': it must be a whole number");
        }
        int version = Integer.parseInt(text);
        if (version > NEWEST) {
            throw new InvalidFile(
                    file,
                    "has format version " + version + ", this program reads up to " + NEWEST + ": use a newer program");
        } else if (version < OLDEST) {
            throw new InvalidFile(
                    file,
                    "has format version " + version + ", this program reads from " + OLDEST
                            + ": convert it with the program that wrote it");
        }
    }

    private static <T> T part(Class<T> type, TensorReader reader, String name) {
        String text = reader.header().metadata().get(name);
        if (text == null) {
            throw new InvalidFile(reader.file(), "has no " + name + ": it was written by another program");
        }
        return Settings.read(type, Settings.fromJson(text, name), name);
    }
}
