package org.spikestill.lab.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Batch;
import org.spikestill.data.FashionMnist;
import org.spikestill.data.ImageFolder;
import org.spikestill.data.Loader;
import org.spikestill.export.Importer.Imported;
import org.spikestill.export.onnx.read.OnnxImport;
import org.spikestill.export.pytorch.StateDict;
import org.spikestill.lab.measure.OutputComparison;
import org.spikestill.lab.onnx.OnnxComparison;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.ConvNet;

/// The Python of `docs/pytorch.md`, run by a real PyTorch on few samples; it needs the interpreter that `SPIKESTILL_PYTHON`
/// names.
class PytorchPageTest {
    private static final Pattern PYTHON = Pattern.compile("(?ms)^```python\\n(.*?)^```$");
    private static final Shape SAMPLE = Shape.of(1, 28, 28);

    @TempDir
    private Path folder;

    /// Runs the blocks of a page, one after the other, as one program.
    static void run(String page, Path folder) throws IOException, InterruptedException {
        String python = System.getenv("SPIKESTILL_PYTHON");
        assumeTrue(python != null && !python.isEmpty(), "SPIKESTILL_PYTHON names no Python");
        String program = PYTHON.matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("page.py"), program);
        ProcessBuilder builder = new ProcessBuilder(python, "-W", "ignore", "page.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("page.log").toFile());
        builder.environment().put("LIMIT", "600");
        builder.environment().put("EPOCHS", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        assertThat(builder.start().waitFor())
                .as(Files.readString(folder.resolve("page.log")))
                .isZero();
    }

    @Test
    void bothExportsTeachWhatTheImportComputes() throws IOException, InterruptedException {
        run("pytorch.md", folder);
        Path onnx = folder.resolve("teacher.onnx");
        Imported imported = new OnnxImport().read(onnx);

        assertThat(imported.network().scaling()).isEqualTo(new Scaling(List.of(0.2860f), List.of(0.3530f)));
        assertThat(OnnxComparison.of(onnx, imported.network(), imported.weights(), 100))
                .isLessThanOrEqualTo(1e-5);
        float[] wanted = logits(onnx);
        float[] found = logits(folder.resolve("teacher.pt"));
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(1e-3f));
        }
        Path weights = folder.resolve("weights.safetensors");
        Imported tensors = new StateDict()
                .of(new ConvNet(List.of(32, 64), 3, List.of(128)))
                .read(weights);
        assertThat(OutputComparison.of(
                        weights,
                        tensors.network(),
                        tensors.weights(),
                        tensors.example().orElseThrow(),
                        "PyTorch"))
                .isLessThanOrEqualTo(1e-5);
        assertThat(new ImageFolder("pictures", 1, 0.1f, 1)
                        .open(Optional.of(folder))
                        .train()
                        .sample())
                .isEqualTo(SAMPLE);
    }

    /// Logits for some test samples.
    private static float[] logits(Path file) throws IOException {
        TeacherFile teacher = new TeacherFile(file, List.of(), List.of());
        try (Teacher open = teacher.open(SAMPLE);
                Loader loader = Loader.inOrder(
                        new FashionMnist().open(Optional.empty()).test().limit(50), 50);
                Scope _ = Scope.open()) {
            Batch batch = loader.iterator().next();
            TargetSpec spec =
                    TargetSpec.of(List.of(Targets.Part.of(Targets.Kind.LOGITS)), open.taps(), Precision.FLOAT32);
            return open.targets(batch, new long[50], spec).logits().toFloats();
        }
    }
}
