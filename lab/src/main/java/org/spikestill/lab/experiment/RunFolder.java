package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// The folder of one run, owned by one process at a time. Each file is written whole or not at all.
public final class RunFolder implements AutoCloseable {
    /// The settings of the run.
    public static final String RECIPE = "recipe.json";

    /// The figures of the run for programs; written last.
    public static final String SUMMARY = "summary.json";

    private static final String DATA = "data.json";
    private static final String METRICS = "metrics.jsonl";
    private static final String CACHE = "cache";

    private final Path folder;
    private final Path cache;
    private final FolderLock lock;

    private RunFolder(Path folder, Path cache, FolderLock lock) {
        this.folder = folder;
        this.cache = cache;
        this.lock = lock;
    }

    /// Starts a run in a new or empty folder.
    ///
    /// @param recipe settings of the run
    /// @throws InvalidFile if the folder holds a run already or cannot be written
    public static RunFolder create(Path folder, JsonNode recipe) throws IOException {
        return create(folder, recipe, folder.resolve(CACHE));
    }

    /// @param cache folder of the teachers' stored answers, which runs may share
    public static RunFolder create(Path folder, JsonNode recipe, Path cache) throws IOException {
        if (Files.exists(folder.resolve(RECIPE))) {
            throw new InvalidFile(
                    folder,
                    "holds a run already: go on with --resume " + folder + ", or name another folder with --out");
        }
        RunFolder made = own(folder, cache);
        try {
            made.write(RECIPE, Settings.toJson(recipe) + "\n");
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /// Goes on with a run.
    public static RunFolder resume(Path folder) throws IOException {
        return resume(folder, folder.resolve(CACHE));
    }

    /// @param cache as it was when the run was created, or its content is made again
    public static RunFolder resume(Path folder, Path cache) throws IOException {
        if (!Files.isRegularFile(folder.resolve(RECIPE))) {
            throw new InvalidFile(folder, "holds no run: there is no " + RECIPE + " to resume from");
        }
        return own(folder, cache);
    }

    private static RunFolder own(Path folder, Path cache) throws IOException {
        FolderLock lock = FolderLock.of(folder, "run");
        try {
            Store.sweep(folder);
            return new RunFolder(folder, cache, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Path path() {
        return folder;
    }

    public JsonNode recipe() throws IOException {
        Path file = folder.resolve(RECIPE);
        return Settings.fromJson(Files.readString(file), file.toString());
    }

    /// Folder of the teachers' stored answers. They take long to make and can be made again, so it goes when the run is over.
    public Path cache() {
        return cache;
    }

    /// Frees the cache unless other runs share it.
    void dropCache() throws IOException {
        if (cache.startsWith(folder)) {
            CachedTargets.delete(cache);
        }
    }

    public Store store() {
        return new Store(folder);
    }

    /// The finished steps of a run that another process may own.
    public static Store storeOf(Path folder) {
        return new Store(folder);
    }

    public History history() {
        return historyOf(folder);
    }

    static History historyOf(Path folder) {
        return new History(folder.resolve(METRICS));
    }

    CheckpointFile checkpoint(String name, String key) {
        return new CheckpointFile(folder.resolve(name + ".checkpoint"), key, history());
    }

    /// Remembers the data of the run, or compares them with those it began with.
    ///
    /// @throws InvalidFile naming the splits that differ
    void recogniseData(DataIdentity data) {
        if (Files.isRegularFile(folder.resolve(DATA))) {
            checkData(folder, data);
        } else {
            write(DATA, Settings.toJson(Settings.write(data)) + "\n");
        }
    }

    /// Compares data with those that the run of a folder began with, if there is one.
    ///
    /// @throws InvalidFile naming the splits that differ
    public static void checkData(Path folder, DataIdentity data) {
        Path file = folder.resolve(DATA);
        if (!Files.isRegularFile(file)) {
            return;
        }
        DataIdentity before = Settings.readJson(DataIdentity.class, file);
        var differences = before.differences(data);
        if (!differences.isEmpty()) {
            throw new InvalidFile(
                    folder,
                    "began with other samples of " + before.name() + ": " + String.join(", ", differences)
                            + "; name the folder of the data it began with, or start a new run with --out");
        }
    }

    public void write(String name, String text) {
        AtomicFile.write(folder.resolve(name), text);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
