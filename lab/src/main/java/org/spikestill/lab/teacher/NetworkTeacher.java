package org.spikestill.lab.teacher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.data.Batch;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;

/// A network as a teacher: its weights stay as they are, and it runs in evaluation mode.
///
/// @param torch closed together with the teacher
/// @param digest of the file of the network
public record NetworkTeacher(TorchNetwork torch, String digest) implements Teacher {
    /// Kinds of targets that one pass over the samples as they are gives.
    private static final Set<Targets.Kind> OF_ONE_PASS =
            Set.of(Targets.Kind.LOGITS, Targets.Kind.TICK_LOGITS, Targets.Kind.ATTENTION, Targets.Kind.FEATURES);

    @Override
    public Taps taps() {
        return Taps.of(torch.network());
    }

    @Override
    public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
        Query query = new Query(batch, keys, wanted.precision());
        boolean onePass = wanted.parts().keySet().stream().anyMatch(part -> OF_ONE_PASS.contains(part.kind()));
        Trace trace = onePass ? query.pass(batch.images(), probes(wanted)) : null;
        Map<Targets.Part, Tensor> targets = new LinkedHashMap<>();
        for (Targets.Part part : wanted.parts().keySet()) {
            targets.put(part, query.target(part, trace));
        }
        return new Targets(targets);
    }

    private static String[] probes(TargetSpec wanted) {
        return wanted.parts().keySet().stream()
                .map(Targets.Part::layer)
                .filter(layer -> !layer.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        torch.close();
    }

    /// One batch of samples.
    private final class Query {
        private final Batch batch;
        private final long[] keys;
        private final Precision precision;

        Query(Batch batch, long[] keys, Precision precision) {
            this.batch = batch;
            this.keys = keys;
            this.precision = precision;
        }

        Trace pass(float[] images, String... probes) {
            return torch.run(
                    images, batch.size(), keys, RunMode.evaluation(probes).in(precision));
        }

        /// @param trace of the samples as they are; null where no part reads it
        Tensor target(Targets.Part part, Trace trace) {
            return switch (part.kind()) {
                case LOGITS -> trace.logits().detach();
                case TICK_LOGITS -> trace.logitsByTick().detach();
                case ATTENTION -> AttentionMap.of(features(trace, part));
                case FEATURES -> features(trace, part);
                case SENSITIVITY -> AttentionMap.of(sensitivity());
                case ROTATED_LOGITS -> rotated();
            };
        }

        private static Tensor features(Trace trace, Targets.Part part) {
            return trace.map(part.layer()).detach().as(Precision.FLOAT32);
        }

        private Tensor sensitivity() {
            Tensor labels = Tensor.ofLabels(batch.labels(), batch.size());
            return torch.sensitivity(batch.images(), batch.size(), keys, labels).detach();
        }

        /// @return logits of the copies of each sample `[N, 3, K]`
        private Tensor rotated() {
            List<Tensor> logits = new ArrayList<>();
            for (Rotation rotation : Rotation.values()) {
                float[] copies = rotation.of(batch.images(), torch.network().input(), batch.size());
                logits.add(pass(copies).logits().detach());
            }
            return Targets.ofRotated(logits);
        }
    }
}
