package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A model of a user's own points, learnt and used on the command line.
class PredictTest {
    @TempDir
    private static Path temporary;

    private static Path run;

    /// A straight line, y = 2x − 1.
    @BeforeAll
    static void learn() throws IOException {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < 200; i++) {
            csv.append("%s,%s\n".formatted(i / 200.0, i / 100.0 - 1));
        }
        Path points = Files.writeString(temporary.resolve("measured.csv"), csv);
        run = temporary.resolve("run");
        Outcome.of(
                        "study",
                        "multigrade",
                        "--points",
                        points.toString(),
                        "--hidden",
                        "[32,32]",
                        "--epochs",
                        "40",
                        "--grades",
                        "1",
                        "--batch",
                        "50",
                        "--learning-rate",
                        "0.003",
                        "--single=false",
                        "--out",
                        run.toString())
                .done();
    }

    @Test
    void newPointsBecomeATableOfCoordinatesAndValues() throws IOException {
        Path asked = Files.writeString(temporary.resolve("new.csv"), "name,x\nfirst,0.25\nsecond,0.75\n");
        String[] lines = Outcome.of("predict", run.toString(), "--points", asked.toString())
                .done()
                .split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo("x,y");
        assertThat(Double.parseDouble(lines[1].split(",")[1])).isEqualTo(-0.5, within(0.05));
        assertThat(Double.parseDouble(lines[2].split(",")[1])).isEqualTo(0.5, within(0.05));

        JsonNode json = Outcome.of("predict", run, "--points", asked, "--json").json();
        assertThat(json.path("columns").valueStream().map(JsonNode::asString)).containsExactly("x", "y");
        assertThat(json.path("rows")
                        .valueStream()
                        .map(row -> row.get(0).asString() + "," + row.get(1).asString()))
                .containsExactly(lines[1], lines[2]);

        Path out = temporary.resolve("predicted.csv");
        Path model = run.resolve("model.safetensors");
        Outcome.of("predict", model.toString(), "--points", asked.toString(), "--out", out.toString())
                .done();
        assertThat(Files.readString(out)).isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheWayOut() throws IOException {
        Path wrong = Files.writeString(temporary.resolve("wrong.csv"), "z\n1\n");
        Outcome column = Outcome.of("predict", run.toString(), "--points", wrong.toString());
        assertThat(column.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(column.err()).contains("has no column 'x': it has z; name one of these");

        Outcome missing = Outcome.of("predict", temporary.toString(), "--points", wrong.toString());
        assertThat(missing.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(missing.err()).contains("name the folder of a finished run of the study multigrade");

        Path asked = Files.writeString(temporary.resolve("kept.csv"), "x\n1\n");
        assertThat(Outcome.of("predict", run, "--points", asked, "--out", asked).exit())
                .isNotZero();
        assertThat(asked).hasContent("x\n1\n");

        Outcome picture = Outcome.of("predict", run.toString(), "--size", "8");
        assertThat(picture.exit()).isEqualTo(ExitCode.MISUSE.code());
        assertThat(picture.err()).contains("no colours of pixels: name points instead");
        assertThat(Outcome.of("predict", run.toString()).exit()).isEqualTo(ExitCode.MISUSE.code());
    }
}
