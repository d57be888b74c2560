package org.spikestill.lab.teacher;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.data.Batch;
import org.spikestill.data.Digests;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// Several teachers as one: its targets are the means of theirs. Maps can be read that all members have, under one name and in
/// one shape.
///
/// @param members two or more, for the same samples and classes; closed together with it
record Ensemble(List<Teacher> members) implements Teacher {
    Ensemble {
        members = List.copyOf(members);
        Taps first = members.getFirst().taps();
        for (Teacher each : members) {
            Taps taps = each.taps();
            if (!taps.input().equals(first.input())
                    || !taps.logits().equals(first.logits())
                    || taps.ticks() != first.ticks()) {
                throw new InvalidSettings(
                        "the teachers differ: one takes %s and has %s outputs over %d ticks, another %s, %s, %d"
                                .formatted(
                                        first.input(),
                                        first.logits(),
                                        first.ticks(),
                                        taps.input(),
                                        taps.logits(),
                                        taps.ticks()));
            }
        }
    }

    @Override
    public String digest() {
        String all = members.stream().map(Teacher::digest).collect(Collectors.joining("\n", "mean of\n", "\n"));
        return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Taps taps() {
        Taps first = members.getFirst().taps();
        Map<String, Shape> common = new LinkedHashMap<>(first.maps());
        members.forEach(each -> common.entrySet().retainAll(each.taps().maps().entrySet()));
        return new Taps(
                first.input(),
                first.logits(),
                first.ticks(),
                members.stream().anyMatch(each -> each.taps().randomInput()),
                common,
                first.activations().stream().filter(common::containsKey).toList());
    }

    @Override
    public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
        Map<Targets.Part, Tensor> sums = new LinkedHashMap<>();
        for (Teacher each : members) {
            each.targets(batch, keys, wanted).parts().forEach((part, value) -> sums.merge(part, value, Tensor::plus));
        }
        sums.replaceAll((_, sum) -> sum.divide(members.size()));
        return new Targets(sums);
    }

    @Override
    public void close() {
        members.forEach(Teacher::close);
    }
}
