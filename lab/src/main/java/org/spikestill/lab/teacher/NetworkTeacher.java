package org.spikestill.lab.teacher;

import java.util.LinkedHashMap;
import java.util.Map;
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
    @Override
    public Taps taps() {
        return Taps.of(torch.network());
    }

    @Override
    public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
        Pass pass = new Pass(batch, keys, wanted);
        Map<Targets.Part, Tensor> targets = new LinkedHashMap<>();
        for (Targets.Part part : wanted.parts().keySet()) {
            targets.put(part, part.kind().of(pass, part.layer()));
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
    private final class Pass implements TeacherPass {
        private final Batch batch;
        private final long[] keys;
        private final TargetSpec wanted;
        private Trace trace;

        Pass(Batch batch, long[] keys, TargetSpec wanted) {
            this.batch = batch;
            this.keys = keys;
            this.wanted = wanted;
        }

        private Trace run(float[] images, String... probes) {
            return torch.run(
                    images, batch.size(), keys, RunMode.evaluation(probes).in(wanted.precision()));
        }

        private Trace trace() {
            if (trace == null) {
                trace = run(batch.images(), probes(wanted));
            }
            return trace;
        }

        @Override
        public Batch batch() {
            return batch;
        }

        @Override
        public Tensor logits() {
            return trace().logits().detach();
        }

        @Override
        public Tensor logitsByTick() {
            return trace().logitsByTick().detach();
        }

        @Override
        public Tensor map(String layer) {
            return trace().map(layer).detach().as(Precision.FLOAT32);
        }

        @Override
        public Tensor sensitivity() {
            Tensor labels = Tensor.ofLabels(batch.labels(), batch.size());
            return torch.sensitivity(batch.images(), batch.size(), keys, labels).detach();
        }

        @Override
        public Tensor logitsOf(float[] images) {
            return run(images).logits().detach();
        }
    }
}
