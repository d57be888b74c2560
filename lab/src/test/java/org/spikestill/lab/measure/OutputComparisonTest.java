package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Importer.Imported;
import org.spikestill.export.pytorch.StateDict;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.architecture.ConvNet;

/// State dictionaries that PyTorch wrote in F32, F16 and BF16, beside the outputs that PyTorch computed with the same values.
class OutputComparisonTest {
    private static final String PROGRAM = """
            import torch
            from torch import nn
            from safetensors.torch import save_file
            torch.manual_seed(7)
            plain = nn.Sequential(
                nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.AvgPool2d(2),
                nn.Conv2d(6, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.AvgPool2d(2), nn.Dropout(0.2),
                nn.Flatten(), nn.Linear(8 * 2 * 3, 10), nn.ReLU(), nn.Linear(10, 4))
            for module in plain:
                if isinstance(module, nn.BatchNorm2d):
                    module.running_mean.normal_(); module.running_var.uniform_(0.5, 2)
                    nn.init.normal_(module.weight); nn.init.normal_(module.bias)
            plain.eval()
            x = torch.rand(20, 3, 8, 12)
            for name, dtype in {"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}.items():
                stored = {key: value.to(dtype) if value.is_floating_point() else value for key, value in plain.state_dict().items()}
                plain.load_state_dict({key: value.float() if value.is_floating_point() else value for key, value in stored.items()})
                with torch.no_grad():
                    y = plain((x - 0.4) / 0.3)
                save_file({**stored, "example.input": x, "example.output": y}, name + ".safetensors", metadata={"format": "pt"})
                save_file({**stored, "example.input": x, "example.output": y + 0.001}, name + "-off.safetensors")
            """;

    private static final StateDict READER = new StateDict(
                    List.of(3, 8, 12), List.of(0.4f, 0.4f, 0.4f), List.of(0.3f, 0.3f, 0.3f))
            .of(new ConvNet(List.of(6, 8), 3, List.of(10)));

    @TempDir
    private Path folder;

    @Test
    void importsComputeWhatPytorchComputed() throws IOException, InterruptedException {
        String python = System.getenv("SPIKESTILL_PYTHON");
        assumeTrue(python != null && !python.isEmpty(), "SPIKESTILL_PYTHON names no Python");
        Files.writeString(folder.resolve("program.py"), PROGRAM);
        Path log = folder.resolve("program.log");
        int status = new ProcessBuilder(python, "-W", "ignore", "program.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(log)).isZero();

        for (String type : List.of("f32", "f16", "bf16")) {
            assertThat(difference(folder.resolve(type + ".safetensors")))
                    .as(type)
                    .isLessThanOrEqualTo(OutputComparison.TOLERANCE);
            Path off = folder.resolve(type + "-off.safetensors");
            assertThatThrownBy(() -> difference(off))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageContaining("differ by 0.00")
                    .hasMessageEndingWith("from those of PyTorch, nothing is written");
        }
    }

    private static double difference(Path file) {
        Imported read = READER.read(file);
        return OutputComparison.of(
                file, read.network(), read.weights(), read.example().orElseThrow(), "PyTorch");
    }
}
