package org.spikestill.lab.experiment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Results of finished steps in a folder. A result's networks are model files beside the run's other files; the rest, with
/// the key, is one JSON file in `steps`, which is written last, so that it stands for a whole result.
public final class Store {
    private static final String ENTRIES = "steps";

    private final Path folder;

    Store(Path folder) {
        this.folder = folder;
    }

    /// Removes drafts that a killed run left among its results; no other process may be writing to them.
    static void sweep(Path folder) throws IOException {
        Path entries = folder.resolve(ENTRIES);
        if (Files.isDirectory(entries)) {
            AtomicFile.sweep(entries);
        }
    }

    /// A finished step.
    ///
    /// @param key of the step that made the result
    /// @param seconds the step took, where it was made
    /// @param epochs it left in the history
    /// @param models digests of the model files, by part
    /// @param result the rest of the result
    public record Entry(String key, double seconds, int epochs, Map<String, String> models, JsonNode result) {
        public Entry {
            models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        }

        public Entry() {
            this("", 0, 0, Map.of(), JsonNodeFactory.instance.objectNode());
        }
    }

    /// The model file of a part of a result.
    public Path model(String name, String part) {
        return folder.resolve(name + (part.isEmpty() ? "" : "." + part) + ".safetensors");
    }

    /// The file that stands for a result; without it the step is made anew.
    Path entryFile(String name) {
        return folder.resolve(ENTRIES).resolve(name + ".json");
    }

    public Optional<Entry> entry(String name) {
        Path file = entryFile(name);
        return Files.isRegularFile(file) ? Optional.of(Settings.readJson(Entry.class, file)) : Optional.empty();
    }

    /// A result of a certain key, if it is there whole.
    ///
    /// @throws InvalidFile if a model file was replaced by another since the step finished
    Optional<Entry> entry(String name, String key) {
        Optional<Entry> found = entry(name).filter(entry -> entry.key().equals(key));
        if (found.isEmpty() || missing(name, found.get())) {
            return Optional.empty();
        }
        found.get().models().forEach((part, digest) -> {
            Path file = model(name, part);
            if (!Tensors.digest(file).equals(digest)) {
                throw new InvalidFile(
                        file,
                        "is not the file that the step '" + name + "' wrote: put that file back, or delete this one to"
                                + " have it made again");
            }
        });
        return found;
    }

    private boolean missing(String name, Entry entry) {
        return entry.models().keySet().stream().anyMatch(part -> !Files.isRegularFile(model(name, part)));
    }

    <R> R read(String name, Step<R> step) {
        Entry entry = entry(name).orElseThrow();
        return step.result().read(entry.result(), new ResultType.ModelFiles() {
            @Override
            public void write(String part, ModelFile model) {
                throw new IllegalStateException("a result is being read");
            }

            @Override
            public ModelFile read(String part) {
                return ModelFile.read(model(name, part));
            }

            @Override
            public void write(String part, Tensors arrays) {
                throw new IllegalStateException("a result is being read");
            }

            @Override
            public Tensors readArrays(String part) {
                return Tensors.read(model(name, part), Arena.ofAuto());
            }
        });
    }

    <R> Entry write(String name, String key, Step<R> step, R result, double seconds, int epochs) throws IOException {
        Files.createDirectories(folder.resolve(ENTRIES));
        Map<String, String> models = new LinkedHashMap<>();
        JsonNode tree = step.result().write(result, new ResultType.ModelFiles() {
            @Override
            public void write(String part, ModelFile model) {
                models.put(part, model.write(Store.this.model(name, part)));
            }

            @Override
            public ModelFile read(String part) {
                throw new IllegalStateException("a result is being written");
            }

            @Override
            public void write(String part, Tensors arrays) {
                models.put(part, arrays.write(Store.this.model(name, part)));
            }

            @Override
            public Tensors readArrays(String part) {
                throw new IllegalStateException("a result is being written");
            }
        });
        Entry entry = new Entry(key, seconds, epochs, models, tree);
        AtomicFile.write(entryFile(name), Settings.toJson(Settings.write(entry)) + "\n");
        return entry;
    }

    /// Copies a result of another folder.
    void adopt(Store other, String name) throws IOException {
        Entry entry = other.entry(name).orElseThrow();
        Files.createDirectories(folder.resolve(ENTRIES));
        for (String part : entry.models().keySet()) {
            try (Arena arena = Arena.ofConfined()) {
                Tensors.read(other.model(name, part), arena).write(model(name, part));
            }
        }
        AtomicFile.write(entryFile(name), Settings.toJson(Settings.write(entry)) + "\n");
    }

    /// Names of all finished steps.
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder.resolve(ENTRIES))) {
            try (var files = Files.newDirectoryStream(folder.resolve(ENTRIES), "*.json")) {
                files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.json$", "")));
            }
        }
        return names;
    }
}
