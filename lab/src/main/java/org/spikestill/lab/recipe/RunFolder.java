package org.spikestill.lab.recipe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.lab.train.Teacher;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Weights;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.Epoch;

/// The files of one run. Each is written whole or not at all, and one process at a time owns the folder.
public final class RunFolder implements Checkpoints, AutoCloseable {
    /// A checkpoint takes well under a second; losing more work than this would hurt.
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 20;

    private static final String RECIPE = "recipe.json";
    private static final String METRICS = "metrics.jsonl";
    private static final String STAGES = "stages.json";
    private static final String LOCK = ".lock";
    private static final String CACHE = "cache";

    private final Path folder;
    private final Path cache;
    private final FileChannel channel;
    private long lastSave = System.nanoTime();

    /// What is known of a finished stage.
    ///
    /// @param epoch that was kept, from 1; 0 where nothing was trained
    /// @param validation accuracy on the validation split, in [0, 1]
    /// @param seconds it took
    public record Finished(int epoch, double validation, double seconds) {}

    private record FinishedStages(Map<String, Finished> stages) {}

    private RunFolder(Path folder, Path cache, FileChannel channel) {
        this.folder = folder;
        this.cache = cache;
        this.channel = channel;
    }

    /// Starts a run in a new or empty folder.
    ///
    /// @throws InvalidFile if the folder holds a run already or cannot be written
    public static RunFolder create(Path folder, DistillSettings settings) throws IOException {
        return create(folder, settings, folder.resolve(CACHE));
    }

    /// @param cache folder that the run may share with others, see [#cache]
    public static RunFolder create(Path folder, DistillSettings settings, Path cache) throws IOException {
        if (Files.exists(folder.resolve(RECIPE))) {
            throw new InvalidFile(
                    folder,
                    "holds a run already: go on with --resume " + folder + ", or name another folder with --out");
        }
        makeFolder(folder);
        RunFolder made = own(folder, cache);
        try {
            made.writeText(RECIPE, Settings.toJson(Settings.write(settings)) + "\n");
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

    /// @param cache as it was when the run was created, or what it holds is made again
    public static RunFolder resume(Path folder, Path cache) throws IOException {
        if (!Files.isRegularFile(folder.resolve(RECIPE))) {
            throw new InvalidFile(folder, "holds no run: there is no " + RECIPE + " to resume from");
        }
        return own(folder, cache);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidFile(
                    folder, "cannot be made: " + InvalidFile.reason(e) + "; name another folder with --out", e);
        }
    }

    private static RunFolder own(Path folder, Path cache) throws IOException {
        Path lock = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new InvalidFile(
                    folder, "cannot be written: " + InvalidFile.reason(e) + "; name another folder with --out", e);
        }
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                AtomicFile.sweep(folder);
                return new RunFolder(folder, cache, channel);
            }
        } catch (OverlappingFileLockException _) {
            // this very process holds it
        }
        channel.close();
        throw new InvalidFile(folder, "belongs to a run that is under way: wait for it, or stop it first");
    }

    public Path path() {
        return folder;
    }

    /// What can be had again and takes long: the answers of teachers. Of no use once the run is over.
    public Path cache() {
        return cache;
    }

    /// Frees the cache unless it is shared.
    void dropCache() throws IOException {
        if (cache.startsWith(folder)) {
            Teacher.forget(cache);
        }
    }

    public DistillSettings settings() {
        return Settings.readJson(DistillSettings.class, folder.resolve(RECIPE));
    }

    public Path model(Stage stage) {
        return model(folder, stage);
    }

    private static Path model(Path folder, Stage stage) {
        return folder.resolve(stage.label() + ".safetensors");
    }

    /// A stage that is over, with its model file.
    public Optional<Finished> finished(Stage stage) {
        return finishedIn(folder, stage);
    }

    /// A stage that is over in some run's folder, whoever owns it.
    public static Optional<Finished> finishedIn(Path folder, Stage stage) {
        return Files.isRegularFile(model(folder, stage))
                ? Optional.ofNullable(stages(folder).get(stage.label()))
                : Optional.empty();
    }

    /// Takes over a finished stage of another run, with its history.
    public void adopt(Path other, Stage stage) throws IOException {
        Finished finished = finishedIn(other, stage).orElseThrow();
        List<Epoch> history = new ArrayList<>(history());
        history.removeIf(each -> each.network().equals(stage.label()));
        history(other).stream()
                .filter(each -> each.network().equals(stage.label()))
                .forEach(history::add);
        writeHistory(history);
        finish(stage, ModelFile.read(model(other, stage)), finished);
    }

    /// Marks a stage as over; its model file is written before, its checkpoint is dropped after.
    public void finish(Stage stage, ModelFile model, Finished finished) throws IOException {
        model.write(model(stage));
        Map<String, Finished> stages = new LinkedHashMap<>(stages(folder));
        stages.put(stage.label(), finished);
        writeText(STAGES, Settings.toJson(Settings.write(new FinishedStages(stages))) + "\n");
        Files.deleteIfExists(checkpoint(stage.label()));
    }

    private static Map<String, Finished> stages(Path folder) {
        Path file = folder.resolve(STAGES);
        return Files.isRegularFile(file)
                ? Settings.readJson(FinishedStages.class, file).stages()
                : Map.of();
    }

    public void writeText(String name, String text) {
        AtomicFile.write(folder.resolve(name), text);
    }

    // --- checkpoints ------------------------------------------------------------------------------------------------

    private Path checkpoint(String stage) {
        return folder.resolve(stage + ".checkpoint");
    }

    @Override
    public Optional<Checkpoint> load(String stage) {
        Path file = checkpoint(stage);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Tensors tensors = Tensors.read(file, Arena.ofAuto());
        Checkpoint.Position at = Settings.read(
                Checkpoint.Position.class, Settings.fromJson(tensors.metadata().get("position"), ""), "position");
        keepHistory(stage, at.epoch());
        return Optional.of(new Checkpoint(
                at,
                new Weights(part(tensors, "current/")),
                new Weights(part(tensors, "best/")),
                part(tensors, "optimizer/")));
    }

    private static Map<String, Block> part(Tensors tensors, String prefix) {
        Map<String, Block> part = new LinkedHashMap<>();
        tensors.blocks().forEach((name, block) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), block);
            }
        });
        return part;
    }

    @Override
    public boolean due() {
        return System.nanoTime() - lastSave > SECONDS_BETWEEN_CHECKPOINTS * 1e9;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        checkpoint.current().blocks().forEach((name, block) -> blocks.put("current/" + name, block));
        checkpoint.best().blocks().forEach((name, block) -> blocks.put("best/" + name, block));
        checkpoint.optimizer().forEach((name, block) -> blocks.put("optimizer/" + name, block));
        String position = Settings.toJson(Settings.write(checkpoint.progress()));
        new Tensors(blocks, Map.of("position", position))
                .write(checkpoint(checkpoint.progress().stage()));
        lastSave = System.nanoTime();
    }

    // --- history ----------------------------------------------------------------------------------------------------

    /// Every epoch so far, in order.
    public List<Epoch> history() {
        return history(folder);
    }

    private static List<Epoch> history(Path folder) {
        Path file = folder.resolve(METRICS);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            List<Epoch> history = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                history.add(Settings.read(Epoch.class, Settings.fromJson(line, ""), "line " + (history.size() + 1)));
            }
            return history;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    @Override
    public void record(Epoch figures) {
        List<Epoch> history = new ArrayList<>(history());
        history.add(figures);
        writeHistory(history);
    }

    /// Forgets epochs that a checkpoint does not know of.
    private void keepHistory(String stage, int epochs) {
        writeHistory(history().stream()
                .filter(each -> !each.network().equals(stage) || each.epoch() <= epochs)
                .toList());
    }

    private void writeHistory(List<Epoch> history) {
        StringBuilder text = new StringBuilder();
        history.forEach(
                each -> text.append(Settings.toJson(Settings.write(each))).append('\n'));
        writeText(METRICS, text.toString());
    }

    @Override
    public void close() throws IOException {
        channel.close(); // and with it the lock
        Files.deleteIfExists(folder.resolve(LOCK));
    }
}
