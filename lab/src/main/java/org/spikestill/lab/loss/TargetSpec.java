package org.spikestill.lab.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.loss.Loss.Need;
import org.spikestill.lab.loss.Targets.Part;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// All that the losses of a training ask a teacher about a sample, in a fixed order, with its shape.
///
/// @param parts shapes of one sample's values: `[K]` logits, `[T, K]` of every tick, `[H, W]` maps, `[C, H, W]`
///     features, `[3, K]` logits of rotated copies
public record TargetSpec(Map<Part, Shape> parts) {
    public TargetSpec {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// @param pairs layers that match; the teacher's are asked about
    public static TargetSpec of(Objective objective, List<LayerPair> pairs, Network teacher) {
        Map<String, Shape> shapes = teacher.shapes();
        int classes = shapes.get(teacher.output().name()).elements();
        Map<Part, Shape> parts = new LinkedHashMap<>();
        for (Need need : Need.values()) {
            if (objective.needs(need)) {
                switch (need) {
                    case TEACHER -> parts.put(Part.of(need), Shape.of(classes));
                    case TEACHER_TICKS -> parts.put(Part.of(need), Shape.of(teacher.ticks(), classes));
                    case ATTENTION ->
                        pairs.forEach(
                                pair -> parts.put(new Part(need, pair.teacher()), map(shapes.get(pair.teacher()))));
                    case FEATURES ->
                        pairs.forEach(pair -> parts.put(new Part(need, pair.teacher()), shapes.get(pair.teacher())));
                    case SENSITIVITY -> parts.put(Part.of(need), map(teacher.input()));
                    case ROTATED -> parts.put(Part.of(need), Shape.of(Rotation.values().length, classes));
                    case MAPS, RATES, TRAINS, EVERY_TICK -> {} // of the student
                }
            }
        }
        return new TargetSpec(parts);
    }

    private static Shape map(Shape features) {
        return Shape.of(features.height(), features.width());
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /// Asks a teacher, in evaluation mode.
    ///
    /// @param images planar values in [0, 1], `[N, C, H, W]`
    /// @param keys of the encoder's draws, one per sample
    /// @param labels `[N]`
    /// @param precision of the teacher's convolutions; what it says is float32
    public Targets ask(
            TorchNetwork teacher, float[] images, int samples, long[] keys, Tensor labels, Precision precision) {
        String[] probes = parts.keySet().stream()
                .map(Part::layer)
                .filter(layer -> !layer.isEmpty())
                .distinct()
                .toArray(String[]::new);
        boolean speaks = parts.keySet().stream()
                .anyMatch(part -> part.what() != Need.SENSITIVITY && part.what() != Need.ROTATED);
        Trace trace = speaks
                ? teacher.run(images, samples, keys, RunMode.evaluation(probes).in(precision))
                : null;
        Map<Part, Tensor> said = new LinkedHashMap<>();
        for (Part part : parts.keySet()) {
            said.put(
                    part,
                    switch (part.what()) {
                        case TEACHER -> trace.logits().detach();
                        case TEACHER_TICKS -> trace.logitsByTick().detach();
                        case ATTENTION -> Attention.map(features(trace, part));
                        case FEATURES -> features(trace, part);
                        case SENSITIVITY ->
                            Attention.map(teacher.sensitivity(images, samples, keys, labels)
                                    .detach());
                        case ROTATED -> rotated(teacher, images, samples, keys, precision);
                        case MAPS, RATES, TRAINS, EVERY_TICK ->
                            throw new IllegalStateException(part + " is the student's to answer");
                    });
        }
        return new Targets(said);
    }

    /// @return logits of the copies of each sample `[N, 3, K]`
    private static Tensor rotated(TorchNetwork teacher, float[] images, int samples, long[] keys, Precision precision) {
        List<Tensor> said = new ArrayList<>();
        for (Rotation rotation : Rotation.values()) {
            float[] copies = rotation.of(images, teacher.network().input(), samples);
            said.add(teacher.run(copies, samples, keys, RunMode.evaluation().in(precision))
                    .logits()
                    .detach());
        }
        return Targets.ofRotated(said);
    }

    private static Tensor features(Trace trace, Part part) {
        return trace.map(part.layer()).detach().as(Precision.FLOAT32);
    }
}
