package org.spikestill.lab.teacher;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.spikestill.data.Batch;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Scaling;
import org.spikestill.model.settings.InvalidSettings;

/// A network in a file of another program as a teacher: it knows logits and maps, and no gradients.
///
/// @param network closed together with the teacher
/// @param scaling from pixels in [0, 1] to what the network was trained on
/// @param digest of its file and the scaling
record ForeignTeacher(ForeignNetwork network, Scaling scaling, String digest) implements Teacher {
    @Override
    public Taps taps() {
        return network.taps();
    }

    @Override
    public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
        Set<String> names = new LinkedHashSet<>(Set.of(network.logits()));
        wanted.parts().keySet().stream()
                .map(Targets.Part::layer)
                .filter(layer -> !layer.isEmpty())
                .forEach(names::add);
        Pass pass = new Pass(batch, names);
        Map<Targets.Part, Tensor> targets = new LinkedHashMap<>();
        for (Targets.Part part : wanted.parts().keySet()) {
            targets.put(part, part.kind().of(pass, part.layer()));
        }
        return new Targets(targets);
    }

    @Override
    public void close() {
        network.close();
    }

    private final class Pass implements TeacherPass {
        private final Batch batch;
        private final Set<String> names;
        private Map<String, Tensor> outputs = Map.of();

        Pass(Batch batch, Set<String> names) {
            this.batch = batch;
            this.names = names;
        }

        private Map<String, Tensor> run(float[] images, Set<String> wanted) {
            float[] scaled = images.clone();
            int elements = batch.sample().elements();
            float[] sample = new float[elements];
            for (int i = 0; i < batch.size(); i++) {
                System.arraycopy(scaled, i * elements, sample, 0, elements);
                scaling.apply(sample, batch.sample());
                System.arraycopy(sample, 0, scaled, i * elements, elements);
            }
            return network.run(scaled, batch.size(), wanted);
        }

        private Tensor output(String name) {
            if (outputs.isEmpty()) {
                outputs = run(batch.images(), names);
            }
            return outputs.get(name);
        }

        @Override
        public Batch batch() {
            return batch;
        }

        @Override
        public Tensor logits() {
            return output(network.logits());
        }

        @Override
        public Tensor logitsByTick() {
            Tensor logits = logits();
            return logits.reshape(1, logits.size(0), logits.size(1));
        }

        @Override
        public Tensor map(String layer) {
            return output(layer);
        }

        @Override
        public Tensor sensitivity() {
            throw new InvalidSettings(
                    "gradient-attention reads gradients of the teacher, which a file of another program does"
                            + " not give: import the teacher, or name another loss");
        }

        @Override
        public Tensor logitsOf(float[] images) {
            return run(images, Set.of(network.logits())).get(network.logits());
        }
    }
}
