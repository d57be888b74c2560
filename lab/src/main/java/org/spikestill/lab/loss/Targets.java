package org.spikestill.lab.loss;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Shape;

/// What a teacher says of one batch, without gradients: as much of it as the losses ask for (see [TargetSpec]).
public record Targets(Map<Part, Tensor> parts) {
    /// One thing that a teacher can be asked about a sample.
    ///
    /// @param what one of the needs that a teacher answers
    /// @param layer of the teacher; empty where the whole network answers
    public record Part(Loss.Need what, String layer) {
        static Part of(Loss.Need what) {
            return new Part(what, "");
        }

        @Override
        public String toString() {
            return layer.isEmpty() ? what.name() : what + " " + layer;
        }
    }

    public Targets {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// @return `[N, K]`
    public Tensor logits() {
        return get(Part.of(Loss.Need.TEACHER));
    }

    /// @return read-out after every tick `[T, N, K]`
    public Tensor logitsByTick() {
        return get(Part.of(Loss.Need.TEACHER_TICKS));
    }

    /// @return attention map of a layer, see [Attention#map] `[N, H, W]`
    public Tensor attention(String layer) {
        return get(new Part(Loss.Need.ATTENTION, layer));
    }

    /// @return activations of a layer `[N, C, H, W]`
    public Tensor features(String layer) {
        return get(new Part(Loss.Need.FEATURES, layer));
    }

    /// @return attention map of the gradient of each sample's loss by the input `[N, H, W]`
    public Tensor sensitivity() {
        return get(Part.of(Loss.Need.SENSITIVITY));
    }

    /// What it says of copies that are rotated so, as if these were the samples.
    public Targets of(Rotation rotation) {
        Tensor said = get(Part.of(Loss.Need.ROTATED)); // [N, 3, K]
        int samples = (int) said.size(0);
        int classes = (int) said.size(2);
        float[] byRotation = swapped(said.toFloats(), samples, (int) said.size(1), classes);
        float[] logits = Arrays.copyOfRange(
                byRotation, rotation.ordinal() * samples * classes, (rotation.ordinal() + 1) * samples * classes);
        return new Targets(Map.of(Part.of(Loss.Need.TEACHER), Tensor.of(logits, samples, classes)));
    }

    /// @param logits of the copies of each [Rotation] in turn `[N, K]`
    /// @return `[N, 3, K]`
    static Tensor ofRotated(List<Tensor> logits) {
        Tensor all = Tensor.concatenate(logits.toArray(Tensor[]::new)); // [3·N, K]
        int copies = logits.size();
        int samples = (int) all.size(0) / copies;
        int classes = (int) all.size(1);
        return Tensor.of(swapped(all.toFloats(), copies, samples, classes), samples, copies, classes);
    }

    /// @return all values of a part, one sample after another: `[N, …]`
    public float[] bySample(Part part) {
        Tensor said = get(part);
        return part.what() == Loss.Need.TEACHER_TICKS
                ? swapped(said.toFloats(), (int) said.size(0), (int) said.size(1), (int) said.size(2))
                : said.toFloats();
    }

    /// The way back.
    ///
    /// @param shape of one sample's values
    /// @param values as from [#bySample]
    public static Tensor ofSamples(Part part, Shape shape, float[] values) {
        int samples = values.length / shape.elements();
        if (part.what() == Loss.Need.TEACHER_TICKS) {
            int ticks = shape.sizes().getFirst();
            int classes = shape.sizes().getLast();
            return Tensor.of(swapped(values, samples, ticks, classes), ticks, samples, classes);
        }
        LongStream sizes =
                LongStream.concat(LongStream.of(samples), shape.sizes().stream().mapToLong(Integer::longValue));
        return Tensor.of(values, sizes.toArray());
    }

    /// `[A, B, K]` → `[B, A, K]`
    private static float[] swapped(float[] values, int a, int b, int k) {
        float[] swapped = new float[values.length];
        for (int i = 0; i < a; i++) {
            for (int j = 0; j < b; j++) {
                System.arraycopy(values, (i * b + j) * k, swapped, (j * a + i) * k, k);
            }
        }
        return swapped;
    }

    private Tensor get(Part part) {
        Tensor said = parts.get(part);
        if (said == null) {
            throw new IllegalStateException(
                    "the teacher was not asked for " + part + ", only for " + parts.keySet() + ": a loss must name it");
        }
        return said;
    }
}
