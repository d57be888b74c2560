package org.spikestill.lab.experiment;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.result.Epoch;

/// The checkpoint of a step under way, in one file. It carries the step's key: a checkpoint of other settings, inputs or data
/// is not loaded.
final class CheckpointFile implements Checkpoints {
    /// A checkpoint takes well under a second; losing more work than this would hurt.
    private static final double SECONDS_BETWEEN = 20;

    private static final String KEY = "key";

    /// Lines of the history that the checkpoint counts on; some steps write none.
    private static final String LINES = "lines";

    private final Path file;
    private final String key;
    private final History history;
    private long lastSave = System.nanoTime();
    private double secondsBefore;
    private int recorded; // lines of the step, in this sitting and before

    CheckpointFile(Path file, String key, History history) {
        this.file = file;
        this.key = key;
        this.history = history;
    }

    @Override
    public Optional<Checkpoint> load(String name) {
        Optional<Checkpoint> found = Files.isRegularFile(file) ? read() : Optional.empty();
        history.keep(name, found.map(each -> each.state().epoch()).orElse(0));
        history.require(name, recorded, file);
        secondsBefore = found.map(each -> each.state().seconds()).orElse(0.0);
        return found;
    }

    private Optional<Checkpoint> read() {
        Tensors tensors = Tensors.read(file, Arena.ofAuto());
        if (!key.equals(tensors.metadata().get(KEY))) {
            return Optional.empty();
        }
        try {
            recorded = Integer.parseInt(tensors.metadata().getOrDefault(LINES, "0"));
            return Optional.of(Checkpoint.of(tensors));
        } catch (InvalidSettings | NumberFormatException e) {
            throw new InvalidFile(
                    file, "is no checkpoint: " + e.getMessage() + "; delete it to begin the step anew", e);
        }
    }

    @Override
    public boolean due() {
        return System.nanoTime() - lastSave > SECONDS_BETWEEN * 1e9;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Tensors tensors = checkpoint.toTensors();
        Map<String, String> metadata = new HashMap<>(tensors.metadata());
        metadata.put(KEY, key);
        metadata.put(LINES, String.valueOf(Math.min(recorded, checkpoint.state().epoch())));
        new Tensors(tensors.blocks(), metadata).write(file);
        lastSave = System.nanoTime();
    }

    @Override
    public void record(Epoch figures) {
        history.append(figures);
        recorded++;
    }

    /// Seconds that earlier sittings spent on the step.
    double secondsBefore() {
        return secondsBefore;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
