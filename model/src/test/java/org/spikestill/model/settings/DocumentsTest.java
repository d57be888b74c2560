package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.settings.Samples.Run;
import org.spikestill.model.settings.Samples.Training;

class DocumentsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("recipe.yaml");
    }

    @Test
    void yamlIsReadWithItsDefaults() throws IOException {
        Files.writeString(file, """
                # a comment
                name: "true"
                neuron: {type: integrator}
                studentTraining:
                  rate: 0.3
                milestones:
                  - 1
                  - 2
                """);
        assertThat(Settings.readYaml(Run.class, file))
                .isEqualTo(new Run(
                        "true", Seed.of(7), new Training(30, 0.3f, Optional.empty()), new Integrator(), List.of(1, 2)));
    }

    @Test
    void jsonIsReadWithItsDefaults() throws IOException {
        Files.writeString(file, "{\"seed\": 9}");
        assertThat(Settings.readJson(Run.class, file).seed()).isEqualTo(Seed.of(9));
    }

    @Test
    void refusalsNameTheFile() {
        demand(
                "studentTraining:\n  epochs: -3\n",
                "studentTraining.epochs is -3: it must be a whole number from 1 to 1048576");
        demand("studentTraining:\n  rate: .inf\n", "studentTraining.rate is Infinity: it must be a finite number");
        demand("studentTraining:\n  rate: .nan\n", "studentTraining.rate is NaN: it must be a finite number");
        demand("name:\n", "name is empty: it must be text");
        demand(
                "",
                "the document is empty: it must be a group of the fields [name, seed, studentTraining, neuron, milestones]");
    }

    @Test
    void damagedYamlIsLocated() {
        demand("name: a\nname: b\n", "is not YAML: line 2, column 5: Duplicate Object property \"name\"");
        demand("name: a\n---\nname: b\n", "line 3 begins a second document: there must be one");
        demand(
                "a: [1\nb: }",
                "is not YAML: line 2, column 2: while parsing a flow sequence, expected ',' or ']', but got :");
    }

    @Test
    void otherEncodingsAreRefusedAtTheirLine() throws IOException {
        refusesBytes("name: a\n# for Zoë\n".getBytes(StandardCharsets.ISO_8859_1), 2, 16);
        refusesBytes("name: a\n".getBytes(StandardCharsets.UTF_16), 1, 0);
        refusesBytes(new byte[] {'a', ':', ' ', (byte) 0xc3}, 1, 3); // cut short within a letter
    }

    private void refusesBytes(byte[] content, int line, int at) throws IOException {
        Files.write(file, content);
        String message =
                file + ": line " + line + " is no UTF-8 text, at byte " + at + " of the file: save it as UTF-8";
        assertThatThrownBy(() -> Settings.readYaml(Run.class, file))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Settings.readJson(Run.class, file)).hasMessage(message);
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Files.writeString(file, "\uFEFFname: a\n");
        assertThat(Settings.readYaml(Run.class, file).name()).isEqualTo("a");
        Files.writeString(file, "\uFEFF{\"name\": \"a\"}");
        assertThat(Settings.readJson(Run.class, file).name()).isEqualTo("a");
    }

    @Test
    void tabsAreRefusedWithTheWayOut() {
        demand("studentTraining:\n\tepochs: 3\n", "is not YAML: line 2 is indented with a tab: indent with spaces");
    }

    /// A few hundred bytes of aliases can stand for gigabytes.
    @Test
    void aliasesAreRefused() {
        demand(
                "a: &x [1, 1]\nb: &y [*x, *x]\n",
                "line 2 uses the alias *x: aliases are not supported, repeat the value");
    }

    @Test
    void deepAndLongDocumentsAreRefused() throws IOException {
        demand("[".repeat(5000), "is not YAML: Document nesting depth (65) exceeds the maximum allowed (64)");
        Files.writeString(file, "[".repeat(5000));
        assertThatThrownBy(() -> Settings.readJson(Run.class, file))
                .hasMessage(file + ": is not JSON: Document nesting depth (65) exceeds the maximum allowed (64)");
        demand("# " + "x".repeat(4 << 20), "is longer than 4194304 bytes: settings are small, is this a model?");
    }

    @Test
    void damagedJsonIsLocated() throws IOException {
        Files.writeString(file, "{\"seed\": 9\n \"name\"}");
        assertThatThrownBy(() -> Settings.readJson(Run.class, file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(file + ": is not JSON: line 2, column 2: Unexpected character ('\"'");
        Files.writeString(file, "{} {}");
        assertThatThrownBy(() -> Settings.readJson(Run.class, file))
                .hasMessage(file + ": line 1 begins a second document: there must be one");
    }

    @Test
    void absentFilesAndFoldersAreToldApart() {
        assertThatThrownBy(() -> Settings.readYaml(Run.class, file))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> Settings.readYaml(Run.class, folder))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(folder + ": cannot be read: ");
    }

    private void demand(String yaml, String message) {
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThatThrownBy(() -> Settings.readYaml(Run.class, file))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(file + ": " + message);
    }
}
