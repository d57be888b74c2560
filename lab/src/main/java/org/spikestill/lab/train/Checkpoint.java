package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;

/// Everything that the rest of a training depends on.
///
/// @param stage name of the training
/// @param learners by name, in the order of their updates
public record Checkpoint(String stage, TrainState state, Map<String, Snapshot> learners) {
    private static final String STAGE = "stage";
    private static final String STATE = "state";
    private static final String CURRENT = "/current/";
    private static final String BEST = "/best/";
    private static final String OPTIMIZER = "/optimizer/";
    private static final String MAPS = "/maps/";

    /// One network in training.
    ///
    /// @param current weights
    /// @param best weights of the best epoch so far; the initial ones before the first epoch is over
    /// @param optimizer its state, by name
    /// @param maps weights of its losses' own maps and the state of their optimizer, by name
    public record Snapshot(Weights current, Weights best, Map<String, Block> optimizer, Map<String, Block> maps) {
        /// Of losses without parameters.
        public Snapshot(Weights current, Weights best, Map<String, Block> optimizer) {
            this(current, best, optimizer, Map.of());
        }
    }

    public Checkpoint {
        learners = Collections.unmodifiableMap(new LinkedHashMap<>(learners));
    }

    /// As the content of a file.
    public Tensors toTensors() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        learners.forEach((name, snapshot) -> {
            snapshot.current().blocks().forEach((block, values) -> blocks.put(name + CURRENT + block, values));
            snapshot.best().blocks().forEach((block, values) -> blocks.put(name + BEST + block, values));
            snapshot.optimizer().forEach((block, values) -> blocks.put(name + OPTIMIZER + block, values));
            snapshot.maps().forEach((block, values) -> blocks.put(name + MAPS + block, values));
        });
        return new Tensors(blocks, Map.of(STAGE, stage, STATE, Settings.toJson(Settings.write(state))));
    }

    /// The inverse of [#toTensors].
    ///
    /// @throws InvalidSettings naming the array or text that belongs to no checkpoint
    public static Checkpoint of(Tensors tensors) {
        Map<String, Snapshot> learners = new LinkedHashMap<>();
        for (String block : tensors.blocks().keySet()) {
            int slash = block.indexOf('/');
            if (slash < 0) {
                throw new InvalidSettings("the array '" + block + "' belongs to no network in training");
            }
            String name = block.substring(0, slash);
            learners.computeIfAbsent(
                    name,
                    _ -> new Snapshot(
                            new Weights(part(tensors, name + CURRENT)),
                            new Weights(part(tensors, name + BEST)),
                            part(tensors, name + OPTIMIZER),
                            part(tensors, name + MAPS)));
        }
        TrainState state = Settings.read(TrainState.class, Settings.fromJson(text(tensors, STATE), STATE), STATE);
        return new Checkpoint(text(tensors, STAGE), state, learners);
    }

    private static String text(Tensors tensors, String name) {
        String text = tensors.metadata().get(name);
        if (text == null) {
            throw new InvalidSettings("a checkpoint has a text '" + name + "', there is none");
        }
        return text;
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
}
