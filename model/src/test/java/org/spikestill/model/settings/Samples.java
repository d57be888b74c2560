package org.spikestill.model.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Records with a component of every kind.
final class Samples {
    private Samples() {}

    record Training(int epochs, float rate, Optional<Path> log) {
        Training {
            Check.count("epochs", epochs);
        }

        Training() {
            this(10, 0.1f, Optional.empty());
        }
    }

    /// Its student trains longer than others.
    record Run(String name, Seed seed, Training studentTraining, Neuron neuron, List<Integer> milestones) {
        Run() {
            this("run", Seed.of(7), new Training(30, 0.1f, Optional.empty()), new Lif(), List.of(60, 90));
        }
    }

    record Everything(
            int count,
            long big,
            float weight,
            double precise,
            boolean on,
            String text,
            Order order,
            Path path,
            Optional<Float> maybe,
            Shape shape,
            Seed seed,
            Reset reset,
            Neuron.Firing neuron,
            List<Training> phases,
            Map<String, Double> figures) {}

    static Everything everything() {
        return new Everything(
                -3,
                1L << 62,
                0.3f,
                0.1,
                true,
                "a, (b)",
                Order.FIRE_FIRST,
                Path.of("runs/a"),
                Optional.of(0.7f),
                Shape.of(64, 8, 8),
                Seed.of(-1),
                new Reset(Reset.Target.ZERO, true),
                new Lif().withThreshold(0.3f),
                List.of(new Training(), new Training(2, 0.5f, Optional.of(Path.of("x y")))),
                Map.of("accuracy", 0.93));
    }
}
