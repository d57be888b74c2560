package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DistillTest {
    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("run");
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    /// The smallest run there is, with more options behind it.
    private Outcome distill(Object... more) throws IOException {
        Path recipe = Files.writeString(folder.resolve("tiny.yaml"), """
                data: {type: strokes, train: 60, test: 20, size: 16}
                student: {type: 3conv2linear, width: 0.05}
                teacher: 3conv2linear:width=0.05
                ticks: 2
                teacherTraining: {epochs: 1, batch: 16}
                annTraining: {epochs: 1, batch: 16}
                studentTraining: {epochs: 1, batch: 16}
                balance: {samples: 16, ticks: 2}
                scales: [1, 0.5]
                """);
        List<Object> arguments = new ArrayList<>(List.of("distill", "--recipe", recipe, "--out", out()));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray());
    }

    @Test
    void theRecipeRunsFromTheDataToTheReport() throws IOException {
        Outcome outcome = distill("--hybrid", "--seed", 7, "--student-training-epochs=2", "--long-ticks", 4);
        String text = outcome.done();

        assertThat(text.lines().map(line -> line.split(" {2,}")[0]))
                .containsExactly(
                        "network",
                        "teacher 3conv2linear",
                        "intermediate ANN 3conv2linear",
                        "converted SNN",
                        "converted SNN, T = 4",
                        "hybrid student",
                        "distilled student",
                        "",
                        "report: " + out().resolve("report.html"));
        assertThat(outcome.err())
                .as("plain lines where there is no window")
                .contains("student, epoch 2 of 2: loss ")
                .doesNotContain("\r", "\u001b");
        assertThat(out())
                .isDirectoryContaining("glob:**/{teacher,ann,converted,hybrid,student}.safetensors")
                .isDirectoryNotContaining("glob:**/{*.draft,*.part,*.checkpoint,.lock}");
        assertThat(out().resolve("report.html")).content().contains("<html");
        JsonNode settings = json(out().resolve("recipe.json"));
        assertThat(settings.get("seed").intValue()).isEqualTo(7);
        assertThat(settings.at("/studentTraining/epochs").intValue())
                .as("an option overrides the recipe")
                .isEqualTo(2);
        assertThat(settings.at("/annTraining/epochs").intValue()).isEqualTo(1);
        JsonNode summary = json(out().resolve("summary.json"));
        JsonNode evaluated = Outcome.of(
                        "evaluate",
                        out().resolve("student.safetensors"),
                        "--data=strokes:train=60,test=20,size=16",
                        "--engine=torch",
                        "--json")
                .json();
        assertThat(summary.at("/accuracy/student")).isEqualTo(evaluated.get("accuracy"));
        assertThat(summary.get("spikes_per_sample")).isEqualTo(evaluated.get("spikes_per_sample"));
        assertThat(summary.at("/digests/student")).isEqualTo(evaluated.get("model_digest"));
    }

    @Test
    void aFinishedRunIsNotRepeatedAndNotOverwritten() throws IOException {
        String first = distill().done();
        byte[] student = Files.readAllBytes(out().resolve("student.safetensors"));

        distill()
                .refused(
                        out(),
                        "holds a run already: go on with --resume " + out() + ", or name another folder with --out");
        assertThat(Outcome.of("distill", "--resume", out()).done()).isEqualTo(first);
        assertThat(out().resolve("student.safetensors")).hasBinaryContent(student);
    }

    @Test
    void resumingChangesNothing() throws IOException {
        distill().done();

        Outcome.of("distill", "--resume", out(), "--ticks", 4)
                .refused(ExitCode.MISUSE, "--resume goes on with the settings of its run: leave out --ticks");
        Outcome.of("distill", "--resume", folder)
                .refused(folder, "holds no run: there is no recipe.json to resume from");
    }

    @Test
    void aRecipeThatSaysSomethingUnknownOrImpossibleIsRefused() throws IOException {
        Path recipe = folder.resolve("bad.yaml");

        Files.writeString(recipe, "tick: 4\n");
        String known = "there are [data, student, teacher, ticks, seed, validation, encoder, neuron, teacherTraining,"
                + " annTraining, studentTraining, balance, scales, objective, pairs, hybrid, longTicks]";
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "tick is no known field: " + known + "; did you mean 'ticks'?");
        Files.writeString(recipe, "studentTraining: {epochs: 0}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "studentTraining.epochs is 0: it must be a whole number from 1 to 10000");
        Files.writeString(recipe, "ticks: [4\n");
        assertThat(Outcome.of("distill", "--recipe", recipe, "--out", out()).err())
                .hasLineCount(1)
                .startsWith("spikestill: " + recipe + ": is not YAML: line 1, column 10: ");
        Outcome.of("distill", "--recipe", folder.resolve("none.json"))
                .refused(folder.resolve("none.json"), "there is no such file");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anOptionThatIsUnknownOrImpossibleIsRefused() {
        Outcome.of("distill", "--out", out(), "--tick", 4)
                .refused(
                        ExitCode.MISUSE,
                        "there is no option '--tick', did you mean '--ticks'? 'spikestill distill --help' lists what"
                                + " there is");
        Outcome.of("distill", "--out", out(), "--ticks", 0)
                .refused(ExitCode.MISUSE, "ticks is 0: it must be a whole number from 1 to 100000");
        Outcome.of("distill", "--out", out(), "--student", "3conv2linear:width=0")
                .refused(ExitCode.MISUSE, "student.width is 0.0: it must lie in [0.01, 16.0]");
        Outcome.of("distill", "--out", out(), "--ticks", 2, "--ticks", 4)
                .refused(ExitCode.MISUSE, "option '--ticks' (VALUE) should be specified only once");
        assertThat(out()).doesNotExist();
    }

    @Test
    void networksThatDoNotFitLeaveNothingBehind() throws IOException {
        distill("--pairs", "{teacher=relu1,student=spike9}")
                .refused(
                        ExitCode.MISUSE,
                        "pairs name 'spike9' of the student, which has no such map; it has [spike1, spike2, spike3]");
        distill("--student-training-batch", 100)
                .refused(ExitCode.MISUSE, "studentTraining.batch is 100: there are only 54 training samples");
        assertThat(distill("--teacher", "vgg9", "--data", "strokes:train=60,test=20,size=12")
                        .err())
                .hasLineCount(1);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path below = file.resolve("run");

        distill("--seed", 2);
        Outcome.of("distill", "--data", "strokes:train=100,test=10", "--out", below)
                .refused(below, "cannot be made: Not a directory; name another folder with --out");
    }
}
