package org.spikestill.lab.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Stored targets of a teacher that is no network.
class CachedTargetsTest {
    private static final int SAMPLES = 70;

    @TempDir
    private Path temporary;

    /// Logits are powers of two, which float16 holds exactly: the number of the sample in the low bits.
    private static final class Numbering implements Teacher {
        private final String name;
        private int passes;

        Numbering(String name) {
            this.name = name;
        }

        @Override
        public String digest() {
            return name;
        }

        @Override
        public Taps taps() {
            return new Taps(Shape.of(1, 16, 16), Shape.of(2), 1, false, Map.of("map", Shape.of(3, 4, 4)));
        }

        @Override
        public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
            passes++;
            float[] logits = new float[2 * batch.size()];
            for (int i = 0; i < batch.size(); i++) {
                logits[2 * i] = batch.indices()[i];
                logits[2 * i + 1] = name.length();
            }
            return new Targets(Map.of(Targets.Part.of(Targets.Kind.LOGITS), Tensor.of(logits, batch.size(), 2)));
        }

        @Override
        public void close() {}
    }

    private CachedTargets open(Teacher teacher, Dataset data, int copies) throws IOException {
        TargetSpec wanted =
                TargetSpec.of(List.of(Targets.Part.of(Targets.Kind.LOGITS)), teacher.taps(), Precision.FLOAT32);
        return CachedTargets.open(
                teacher,
                wanted,
                new Copies(data, new None(), Seed.of(1), copies),
                temporary.resolve("cache"),
                "student",
                Progress.silent(),
                new CancellationToken());
    }

    private static Dataset strokes() throws IOException {
        return new Strokes(SAMPLES, 1, 16, 1).open(Optional.empty()).train();
    }

    @Test
    void anyTeachersTargetsAreStoredAndFoundBySample() throws IOException {
        Numbering teacher = new Numbering("numbering");
        try (Dataset data = strokes();
                CachedTargets targets = open(teacher, data, 2);
                Loader loader = new Loader(data, new int[] {69, 0, 31, 32}, 4, Loader.Rest.KEEP, new None(), 0, 0);
                Scope _ = Scope.open()) {
            Batch batch = loader.iterator().next();
            for (int epoch = 0; epoch < 5; epoch++) {
                assertThat(targets.of(batch, new long[4], epoch)
                                .orElseThrow()
                                .logits()
                                .toFloats())
                        .containsExactly(69, 9, 0, 9, 31, 9, 32, 9);
            }
            assertThat(teacher.passes).as("3 chunks of 2 copies").isEqualTo(6);
        }
    }

    @Test
    void theDigestOfTheTeacherTellsFilesApart() throws IOException {
        try (Dataset data = strokes()) {
            open(new Numbering("one"), data, 1).close();
            Numbering again = new Numbering("one");
            open(again, data, 1).close();
            assertThat(again.passes).isZero();
            Numbering other = new Numbering("another");
            open(other, data, 1).close();
            assertThat(other.passes).isEqualTo(3);
            try (Stream<Path> files = Files.list(temporary.resolve("cache"))) {
                assertThat(files).hasSize(2);
            }
        }
    }

    /// The key of stored targets holds these words; other ones would make every file anew.
    @Test
    void theSpecificationSpellsItsPartsAsEver() {
        Taps taps = new Taps(
                Shape.of(3, 8, 8),
                Shape.of(10),
                4,
                false,
                Map.of("relu1", Shape.of(5, 4, 2), "relu2", Shape.of(6, 2, 2)));
        List<Targets.Part> all = List.of(
                Targets.Part.of(Targets.Kind.ROTATED_LOGITS),
                new Targets.Part(Targets.Kind.FEATURES, "relu2"),
                new Targets.Part(Targets.Kind.ATTENTION, "relu2"),
                new Targets.Part(Targets.Kind.ATTENTION, "relu1"),
                Targets.Part.of(Targets.Kind.SENSITIVITY),
                Targets.Part.of(Targets.Kind.TICK_LOGITS),
                Targets.Part.of(Targets.Kind.LOGITS));
        assertThat(TargetSpec.of(all, taps, Precision.BFLOAT16).key())
                .isEqualTo("parts {TEACHER=[10], TEACHER_TICKS=[4, 10], ATTENTION relu2=[2, 2], ATTENTION relu1=[4, 2],"
                        + " FEATURES relu2=[6, 2, 2], SENSITIVITY=[8, 8], ROTATED=[3, 10]} from products in BFLOAT16");
    }

    @Test
    void aLayerThatTheTeacherDoesNotHaveIsNamed() {
        Taps taps = new Numbering("one").taps();
        List<Targets.Part> parts = List.of(new Targets.Part(Targets.Kind.ATTENTION, "relu1"));
        assertThatThrownBy(() -> TargetSpec.of(parts, taps, Precision.FLOAT32))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("the teacher has no layer 'relu1': name one of [map]");
    }
}
