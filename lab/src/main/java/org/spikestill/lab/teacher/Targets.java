package org.spikestill.lab.teacher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.spikestill.data.Batch;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Shape;

/// Targets of one batch, without gradients: the parts of a teacher's output that losses read (see [TargetSpec]).
public record Targets(Map<Part, Tensor> parts) {
    /// The usual targets, in the order in which they are stored.
    ///
    /// Stored targets exist for every sample, so a loss that reads an attention map names that map and not the activations
    /// behind it.
    public enum Kind implements Target {
        /// the logits
        LOGITS("TEACHER") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return taps.logits();
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                return pass.logits();
            }
        },
        /// the logits after every tick
        TICK_LOGITS("TEACHER_TICKS") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return Shape.of(taps.ticks(), taps.logits().elements());
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                return pass.logitsByTick();
            }
        },
        /// the attention map of a layer
        ATTENTION("ATTENTION") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return plane(taps.map(layer));
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                return AttentionMap.of(pass.map(layer));
            }
        },
        /// the activations of a layer
        FEATURES("FEATURES") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return taps.map(layer);
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                return pass.map(layer);
            }
        },
        /// the attention map of the gradient of the teacher's loss with respect to its input
        SENSITIVITY("SENSITIVITY") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return plane(taps.input());
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                return AttentionMap.of(pass.sensitivity());
            }
        },
        /// the logits of the copies under each [Rotation]
        ROTATED_LOGITS("ROTATED") {
            @Override
            public Shape shape(Taps taps, String layer) {
                return Shape.of(Rotation.values().length, taps.logits().elements());
            }

            @Override
            public Tensor of(TeacherPass pass, String layer) {
                List<Tensor> logits = new ArrayList<>();
                for (Rotation rotation : Rotation.values()) {
                    Batch batch = pass.batch();
                    logits.add(pass.logitsOf(rotation.of(batch.images(), batch.sample(), batch.size())));
                }
                return ofRotated(logits);
            }
        };

        /// in the key of stored targets, which a new name of a constant must not change
        private final String key;

        Kind(String key) {
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public boolean ofLayer() {
            return this == ATTENTION || this == FEATURES;
        }

        private static Shape plane(Shape map) {
            return Shape.of(map.height(), map.width());
        }
    }

    /// One part of the targets.
    ///
    /// @param layer of the teacher; empty where the part belongs to the whole network
    public record Part(Target kind, String layer) {
        public static Part of(Target kind) {
            return new Part(kind, "");
        }

        String key() {
            return layer.isEmpty() ? kind.key() : kind.key() + " " + layer;
        }

        @Override
        public String toString() {
            return layer.isEmpty() ? kind.toString() : kind + " " + layer;
        }
    }

    public Targets {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /// @param layer of the teacher; empty where the target belongs to the whole network
    public Tensor get(Target kind, String layer) {
        return get(new Part(kind, layer));
    }

    /// @return `[N, K]`
    public Tensor logits() {
        return get(Part.of(Kind.LOGITS));
    }

    /// @return read-out after every tick `[T, N, K]`
    public Tensor logitsByTick() {
        return get(Part.of(Kind.TICK_LOGITS));
    }

    /// @return attention map of a layer, see [AttentionMap] `[N, H, W]`
    public Tensor attention(String layer) {
        return get(new Part(Kind.ATTENTION, layer));
    }

    /// @return activations of a layer `[N, C, H, W]`
    public Tensor features(String layer) {
        return get(new Part(Kind.FEATURES, layer));
    }

    /// @return attention map of the gradient of each sample's loss by the input `[N, H, W]`
    public Tensor sensitivity() {
        return get(Part.of(Kind.SENSITIVITY));
    }

    /// Targets of the copies under a rotation, as if these were the samples.
    public Targets of(Rotation rotation) {
        Tensor target = get(Part.of(Kind.ROTATED_LOGITS)); // [N, 3, K]
        int samples = (int) target.size(0);
        int classes = (int) target.size(2);
        float[] byRotation = swapped(target.toFloats(), samples, (int) target.size(1), classes);
        float[] logits = Arrays.copyOfRange(
                byRotation, rotation.ordinal() * samples * classes, (rotation.ordinal() + 1) * samples * classes);
        return new Targets(Map.of(Part.of(Kind.LOGITS), Tensor.of(logits, samples, classes)));
    }

    /// @param logits of the copies of each [Rotation] in turn `[N, K]`
    /// @return `[N, 3, K]`
    public static Tensor ofRotated(List<Tensor> logits) {
        Tensor all = Tensor.concatenate(logits.toArray(Tensor[]::new)); // [3·N, K]
        int copies = logits.size();
        int samples = (int) all.size(0) / copies;
        int classes = (int) all.size(1);
        return Tensor.of(swapped(all.toFloats(), copies, samples, classes), samples, copies, classes);
    }

    /// @return all values of a part, one sample after another: `[N, …]`
    public float[] bySample(Part part) {
        Tensor target = get(part);
        return part.kind() == Kind.TICK_LOGITS
                ? swapped(target.toFloats(), (int) target.size(0), (int) target.size(1), (int) target.size(2))
                : target.toFloats();
    }

    /// The inverse of [#bySample].
    ///
    /// @param shape of one sample's values
    /// @param values as from [#bySample]
    public static Tensor ofSamples(Part part, Shape shape, float[] values) {
        int samples = values.length / shape.elements();
        if (part.kind() == Kind.TICK_LOGITS) {
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
        Tensor target = parts.get(part);
        if (target == null) {
            throw new IllegalStateException("the targets hold no " + part + ", only " + parts.keySet()
                    + ": a loss must name it among its targets");
        }
        return target;
    }
}
