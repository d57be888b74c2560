package org.spikestill.lab.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.teacher.AttentionMap;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tape;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// SampleInputs made of tensors instead of runs.
final class SampleInputs {
    private SampleInputs() {}

    static Trace trace(Tensor logits, Map<String, Tensor> maps) {
        return byTick(logits.reshape(1, logits.size(0), logits.size(1)), maps);
    }

    /// @param logits so far, after every tick `[T, N, K]`
    /// @param maps of populations that fire
    static Trace byTick(Tensor logits, Map<String, Tensor> maps) {
        Map<String, Long> spikes = new LinkedHashMap<>();
        maps.keySet().forEach(population -> spikes.put(population, 0L));
        Tensor last = logits.narrow(logits.size(0) - 1, 1).reshape(logits.size(1), logits.size(2));
        return new Trace(last, logits, maps, Map.of(), spikes, new Tape());
    }

    /// A student whose spikes of every tick are known.
    static Trace ofTrains(Map<String, Tensor> trains) {
        return new Trace(Tensor.zeros(1, 1), Tensor.zeros(1, 1, 1), Map.of(), trains, Map.of(), new Tape());
    }

    /// One logit for one sample where only maps matter.
    static Trace trace(Map<String, Tensor> maps) {
        return trace(Tensor.zeros(1, 1), maps);
    }

    /// Student and teacher that are compared at the layers a, b, … of both.
    static LossInputs ofMaps(Tensor taught, Tensor learned) {
        return of(trace(Map.of("a", taught)), trace(Map.of("a", learned)), new int[] {0}, "a");
    }

    static LossInputs ofLogits(Tensor taught, Tensor learned, int... labels) {
        return of(trace(taught, Map.of()), trace(learned, Map.of()), labels);
    }

    /// All that a trace holds.
    private static Targets said(Trace teacher) {
        Map<Targets.Part, Tensor> said = new LinkedHashMap<>();
        said.put(Targets.Part.of(Targets.Kind.LOGITS), teacher.logits().detach());
        said.put(
                Targets.Part.of(Targets.Kind.TICK_LOGITS),
                teacher.logitsByTick().detach());
        teacher.maps().forEach((layer, map) -> {
            said.put(new Targets.Part(Targets.Kind.ATTENTION, layer), AttentionMap.of(map.detach()));
            said.put(new Targets.Part(Targets.Kind.FEATURES, layer), map.detach());
        });
        return new Targets(said);
    }

    /// A teacher that tells the map of this gradient `[N, C, H, W]`.
    static Targets sensitive(Tensor gradient) {
        return new Targets(Map.of(Targets.Part.of(Targets.Kind.SENSITIVITY), AttentionMap.of(gradient)));
    }

    static LossInputs of(Trace teacher, Trace student, int[] labels, String... layers) {
        List<LayerPair> pairs = new ArrayList<>();
        for (String layer : layers) {
            pairs.add(new LayerPair(layer, layer));
        }
        return new LossInputs(
                student, Optional.of(said(teacher)), Tensor.ofLabels(labels, labels.length), pairs, List.of());
    }
}
