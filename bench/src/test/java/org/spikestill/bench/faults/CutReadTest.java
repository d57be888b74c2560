package org.spikestill.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;
import tools.jackson.databind.node.JsonNodeFactory;

/// A history whose reading ends before the file does, at the end of a line: it is refused, since epochs would be lost without a word.
class CutReadTest {
    @TempDir
    private Path temporary;

    private final FaultyProvider provider =
            new FaultyProvider(FileSystems.getDefault().provider());

    @Test
    void aHistoryIsReadToItsEndOrRefused() throws IOException {
        Path folder = provider.getPath(temporary.resolve("run").toUri());
        Path file = folder.resolve("metrics.jsonl");
        try (RunFolder run = RunFolder.create(folder, JsonNodeFactory.instance.objectNode())) {
            Files.writeString(file, line(1) + line(2));
            List<Epoch> whole = run.history().epochs();
            assertThat(whole).hasSize(2);

            provider.trigger().arm(folder, -1, Fault.NONE);
            run.history().epochs();
            List<Operation> operations = provider.trigger().seen();
            for (Fault fault : List.of(Fault.END, Fault.SHORT)) {
                int refused = 0;
                for (int i = 0; i < operations.size(); i++) {
                    provider.trigger().arm(folder, i, fault);
                    if (fault == Fault.END && operations.get(i).kind() == Operation.Kind.READ && refused == 0) {
                        refused++;
                        assertThatThrownBy(run.history()::epochs)
                                .isInstanceOf(InvalidFile.class)
                                .hasMessage(file + ": can be read up to byte 0 only");
                    } else {
                        assertThat(run.history().epochs())
                                .as(operations.get(i).toString())
                                .isEqualTo(whole);
                    }
                }
                assertThat(refused).isEqualTo(fault == Fault.END ? 1 : 0);
            }
        }
    }

    private static String line(int number) {
        Epoch epoch = new Epoch(
                "student",
                number,
                0.5,
                Map.of("cross-entropy", 0.5),
                new Metric("accuracy", Metric.Unit.SHARE),
                0.9,
                0.8,
                0.7,
                Map.of(),
                1e-3,
                2,
                0,
                Optional.empty());
        return Settings.toJson(Settings.write(epoch)) + "\n";
    }
}
