package org.spikestill.lab.experiment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.lab.train.EpochFigures;
import org.spikestill.model.Block;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Settings;

/// The checkpoint of a step under way, in one file. It carries the step's key: a checkpoint of other settings, inputs or data
/// is not loaded.
final class CheckpointFile implements Checkpoints {
    /// A checkpoint takes well under a second; losing more work than this would hurt.
    private static final double SECONDS_BETWEEN = 20;

    private final Path file;
    private final String key;
    private final History history;
    private long lastSave = System.nanoTime();
    private double secondsBefore;

    CheckpointFile(Path file, String key, History history) {
        this.file = file;
        this.key = key;
        this.history = history;
    }

    @Override
    public Optional<Checkpoint> load(String name) {
        Optional<Checkpoint> found = Files.isRegularFile(file) ? read() : Optional.empty();
        history.keep(name, found.map(each -> each.progress().epoch()).orElse(0));
        secondsBefore = found.map(each -> each.progress().seconds()).orElse(0.0);
        return found;
    }

    private Optional<Checkpoint> read() {
        Tensors tensors = Tensors.read(file, Arena.ofAuto());
        if (!key.equals(tensors.metadata().get("key"))) {
            return Optional.empty();
        }
        Checkpoint.Position position = Settings.read(
                Checkpoint.Position.class, Settings.fromJson(tensors.metadata().get("position"), ""), "position");
        return Optional.of(new Checkpoint(
                position,
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
        return System.nanoTime() - lastSave > SECONDS_BETWEEN * 1e9;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        checkpoint.current().blocks().forEach((name, block) -> blocks.put("current/" + name, block));
        checkpoint.best().blocks().forEach((name, block) -> blocks.put("best/" + name, block));
        checkpoint.optimizer().forEach((name, block) -> blocks.put("optimizer/" + name, block));
        String position = Settings.toJson(Settings.write(checkpoint.progress()));
        new Tensors(blocks, Map.of("position", position, "key", key)).write(file);
        lastSave = System.nanoTime();
    }

    @Override
    public void record(EpochFigures figures) {
        history.append(figures);
    }

    /// Seconds that earlier sittings spent on the step.
    double secondsBefore() {
        return secondsBefore;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
