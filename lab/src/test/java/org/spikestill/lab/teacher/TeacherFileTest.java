package org.spikestill.lab.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.data.Strokes;
import org.spikestill.export.Importer.Imported;
import org.spikestill.export.onnx.read.OnnxImport;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.onnx.OnnxBuilder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.RecordedProgress;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

/// Teachers in files of other programs.
class TeacherFileTest {
    private static final Shape SAMPLE = Shape.of(1, 16, 16);
    private static final List<Targets.Part> PARTS = List.of(
            Targets.Part.of(Targets.Kind.LOGITS),
            new Targets.Part(Targets.Kind.ATTENTION, "r"),
            new Targets.Part(Targets.Kind.FEATURES, "r"));

    @TempDir
    private static Path folder;

    private static Path open;
    private static Path other;
    private static Path fixed;

    @BeforeAll
    static void writeFiles() throws IOException {
        open = network(1, -1).write(folder.resolve("open.onnx"), "y", -1, 10);
        other = network(2, -1).write(folder.resolve("other.onnx"), "y", -1, 10);
        fixed = network(1, 2).write(folder.resolve("fixed.onnx"), "y", 2, 10);
    }

    private static float[] random(int seed, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Seed.uniform(seed, i) - 0.5f;
        }
        return values;
    }

    private static OnnxBuilder network(int seed, long batch) {
        return new OnnxBuilder(13, batch, 1, 16, 16)
                .constant("w", new long[] {4, 1, 3, 3}, random(seed, 36))
                .constant("fw", new long[] {10, 256}, random(seed + 10, 2560))
                .node("Conv", List.of("x", "w"), "c", OnnxBuilder.ints("pads", 1, 1, 1, 1))
                .node("Relu", List.of("c"), "r")
                .node(
                        "AveragePool",
                        List.of("r"),
                        "p",
                        OnnxBuilder.ints("kernel_shape", 2, 2),
                        OnnxBuilder.ints("strides", 2, 2))
                .node("Flatten", List.of("p"), "f")
                .node("Gemm", List.of("f", "fw"), "y", OnnxBuilder.number("transB", 1));
    }

    private static TeacherFile plain(Path file) {
        return new TeacherFile(file, List.of(), List.of());
    }

    /// Values of all parts for five samples.
    private static Map<Targets.Part, float[]> targets(Teacher teacher, List<Targets.Part> parts) throws IOException {
        Map<Targets.Part, float[]> values = new LinkedHashMap<>();
        Dataset samples = new Strokes(20, 5, 16, 1).open(Optional.empty()).test();
        try (Loader loader = Loader.inOrder(samples, 5);
                Scope _ = Scope.open()) {
            Batch batch = loader.iterator().next();
            Targets targets =
                    teacher.targets(batch, new long[5], TargetSpec.of(parts, teacher.taps(), Precision.FLOAT32));
            parts.forEach(part -> values.put(part, targets.bySample(part)));
        }
        return values;
    }

    private static void assertClose(float[] found, float[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(1e-4f * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    @Test
    void logitsAndMapsAreThoseOfTheNetworkInOurOwnForm() throws IOException {
        Imported imported = new OnnxImport(List.of(0.3f), List.of(0.5f), List.of()).read(open);
        List<Targets.Part> own = List.of(
                PARTS.getFirst(),
                new Targets.Part(Targets.Kind.ATTENTION, "relu1"),
                new Targets.Part(Targets.Kind.FEATURES, "relu1"));
        try (Teacher foreign = new TeacherFile(open, List.of(0.3f), List.of(0.5f)).open(SAMPLE);
                Teacher ours = new NetworkTeacher(new TorchNetwork(imported.network(), imported.weights()), "")) {
            Map<Targets.Part, float[]> found = targets(foreign, PARTS);
            Map<Targets.Part, float[]> wanted = targets(ours, own);
            for (int i = 0; i < PARTS.size(); i++) {
                assertClose(found.get(PARTS.get(i)), wanted.get(own.get(i)));
            }
        }
    }

    @Test
    void tapsAreNamedAsInTheFile() {
        try (Teacher teacher = plain(open).open(SAMPLE)) {
            assertThat(teacher.taps().maps())
                    .containsEntry("r", Shape.of(4, 16, 16))
                    .containsEntry("p", Shape.of(4, 8, 8))
                    .containsEntry("y", Shape.of(10));
            assertThat(teacher.taps().activations()).containsExactly("r");
            assertThat(teacher.taps().logits()).isEqualTo(Shape.of(10));
        }
    }

    /// Five samples in batches of two, the last of which is filled up.
    @Test
    void aFixedBatchIsServedInParts() throws IOException {
        try (Teacher parts = plain(fixed).open(SAMPLE);
                Teacher whole = plain(open).open(SAMPLE)) {
            Map<Targets.Part, float[]> found = targets(parts, PARTS);
            targets(whole, PARTS).forEach((part, wanted) -> assertClose(found.get(part), wanted));
        }
    }

    @Test
    void anEnsembleIsTheMeanOfItsMembers() throws IOException {
        try (Teacher both = TeacherFile.open(List.of(plain(open), plain(other)), SAMPLE);
                Teacher first = plain(open).open(SAMPLE);
                Teacher second = plain(other).open(SAMPLE)) {
            float[] mean = targets(first, PARTS).get(PARTS.getFirst());
            float[] more = targets(second, PARTS).get(PARTS.getFirst());
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (mean[i] + more[i]) / 2;
            }
            assertClose(targets(both, PARTS).get(PARTS.getFirst()), mean);
            assertThat(both.digest()).isNotIn(first.digest(), second.digest());
            assertThat(both.taps().maps()).containsKey("r");
        }
    }

    @Test
    void digestsFollowContentAndNormalisation() throws IOException {
        Path copy = Files.copy(open, folder.resolve("copy.onnx"));
        assertThat(plain(copy).digest()).isEqualTo(plain(open).digest());
        assertThat(plain(other).digest()).isNotEqualTo(plain(open).digest());
        assertThat(new TeacherFile(open, List.of(0.3f), List.of(0.5f)).digest())
                .isNotEqualTo(plain(open).digest());
    }

    @Test
    void filesThatDoNotFitAreRefused() throws IOException {
        assertThatThrownBy(() -> plain(open).open(Shape.of(3, 16, 16)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("takes [-1, 1, 16, 16] (−1 is any size), the samples are [N, 3, 16, 16]");
        assertThatThrownBy(() -> new TeacherFile(open, List.of(0f, 0f), List.of(1f, 1f)).open(SAMPLE))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("mean has 2 values and std 2, the samples have 1 channels");
        Path rubbish = Files.write(folder.resolve("rubbish"), new byte[] {8, 8, 58, 127, 1, 1, 1, 1, 1, 1, 1});
        assertThatThrownBy(() -> plain(rubbish).open(SAMPLE))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(rubbish + ": is no ONNX file");
        Path zip = Files.write(folder.resolve("zip.pt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> plain(zip).open(SAMPLE))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("is no TorchScript file that libtorch loads");
    }

    private static DistillSettings settings(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "data", "strokes:train=160,test=40,size=16",
                "teacher-file", open.toString(),
                "objective", "{loss=cross-entropy},{loss=soft-targets},{loss=attention-match,weight=0.1}",
                "student-architecture", "3conv2linear:width=0.1",
                "student-ticks", "2",
                "conversion-threshold-scales", "0.5",
                "ann-training-epochs", "1",
                "ann-training-batch", "16",
                "student-training-epochs", "1",
                "student-training-batch", "16"));
        all.put("method", "lasnn");
        all.putAll(more);
        return Settings.with(new DistillSettings(), all);
    }

    /// An untrained teacher is near chance, which is noticed before anything is trained.
    @Test
    void aStudentIsDistilledFromAnOnnxFile() throws IOException {
        DistillSettings settings = settings(Map.of());
        Path out = folder.resolve("run");
        RecordedProgress told = new RecordedProgress();
        try (DataSplits data = settings.run().open(Optional.empty());
                RunFolder run = RunFolder.create(out, ExperimentRun.write(settings))) {
            ExperimentRun.run(settings, run, data, told, new CancellationToken());
        }
        String all = String.join("\n", told.all());
        assertThat(all)
                .contains(
                        "teacher r ",
                        "[4, 16, 16]",
                        "teacher: accuracy",
                        "warning: the teacher is near chance (10.0 %)");
        assertThat(all.indexOf("near chance")).isLessThan(all.indexOf("epoch 1"));
        assertThat(out.resolve("report.html")).content().contains("teacher open.onnx");
        assertThat(Settings.fromJson(Files.readString(out.resolve("summary.json")), "summary")
                        .at("/accuracy/teacher")
                        .isNumber())
                .isTrue();
    }

    @Test
    void settingsThatCannotBeUsedAreRefusedBeforeAnythingIsTrained() throws IOException {
        try (DataSplits data = settings(Map.of()).run().open(Optional.empty())) {
            assertThatThrownBy(() -> Plan.of(
                            settings(Map.of("objective", "{loss=cross-entropy},{loss=gradient-attention}")), data))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageStartingWith("objective holds gradient-attention, which reads gradients of the teacher");
        }
        assertThatThrownBy(() -> settings(Map.of("teacher-files", other.toString())))
                .hasMessageContaining("file and files both name teachers: leave one of them out");
    }
}
