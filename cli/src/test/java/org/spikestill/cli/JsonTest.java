package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.model.file.Digest;
import org.spikestill.model.file.ModelFile;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// One JSON object on standard output, with the figures of the text.
class JsonTest {
    private static final Path PUBLISHED = Path.of("..", "models", "mnist-3conv2linear-t8-seed1.safetensors");

    @TempDir
    private Path folder;

    private static Stream<CommandLine> commands(CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(line)
                : line.getSubcommands().values().stream().flatMap(JsonTest::commands);
    }

    @Test
    void everyCommandHasTheOption() {
        List<CommandLine> all = commands(Main.commandLine(Terminal.none(), true, true))
                .filter(line -> !line.getCommandName().equals("generate-completion"))
                .toList();
        assertThat(all)
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line.getCommandSpec().findOption("--json"))
                        .as(line.getCommandSpec().qualifiedName())
                        .isNotNull());
    }

    @Test
    void experimentsAreThoseOfTheCatalog() {
        JsonNode json = Outcome.of("study", "list", "--json").json();
        List<String> lines = Outcome.of("study", "list").lines();
        assertThat(json.propertyNames())
                .containsExactlyElementsOf(Experiment.catalog().names());
        assertThat(json.properties().stream()
                        .map(each -> each.getKey() + " " + each.getValue().asString()))
                .containsExactlyElementsOf(
                        lines.stream().map(line -> line.replaceFirst(" +", " ")).toList());
    }

    @Test
    void remarksOfExportAndImportAreTheirLines() throws Exception {
        Path nir = folder.resolve("student.nir");
        Path model = folder.resolve("back.safetensors");
        List<String> exported = Outcome.of("export", PUBLISHED, "--format", "nir:reset=subtract", "--out", nir)
                .lines();
        JsonNode export = Outcome.of("export", PUBLISHED, "--format", "nir:reset=subtract", "--out", nir, "--json")
                .json();
        assertThat(texts(export.path("remarks"))).isEqualTo(exported);
        assertThat(export.path("format").asString()).startsWith("nir:").contains("reset=subtract");
        assertThat(export.path("modelDigest").asString()).isEqualTo(ModelFile.digest(PUBLISHED));
        assertThat(export.path("outDigest").asString()).isEqualTo(Digest.of(nir));

        List<String> imported = Outcome.of("import", nir, "--out", model).lines();
        JsonNode json = Outcome.of("import", nir, "--out", model, "--json").json();
        assertThat(texts(json.path("remarks"))).isEqualTo(imported);
        assertThat(json.path("fileDigest").asString()).isEqualTo(Digest.of(nir));
        assertThat(json.path("outDigest").asString()).isEqualTo(ModelFile.digest(model));
        assertThat(json.path("comparison").isNull()).isTrue();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aRecipeNamesTheCommandThatGoesOnWithIt() throws Exception {
        Path text = folder.resolve("a.yaml");
        Path other = folder.resolve("b.yaml");
        String data = "strokes:train=60,test=20,size=16";
        List<String> lines = Outcome.of("init", "--data", data, "--out", text).lines();
        JsonNode json =
                Outcome.of("init", "--data", data, "--out", other, "--json").json();
        assertThat(lines)
                .containsExactly(
                        "recipe: " + text,
                        "go on with: " + json.path("next").asString().replace("b.yaml", "a.yaml"));
        assertThat(json.at("/settings/data/type").asString()).isEqualTo("strokes");
        assertThat(Files.readString(other).replace("b.yaml", "a.yaml")).isEqualTo(Files.readString(text));
    }
}
