package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.settings.Description;
import tools.jackson.databind.JsonNode;

class DescribeTest {
    private static final Pattern CATALOG = Pattern.compile("static Catalog<(\\w+)> catalog\\(\\)");

    static Stream<Catalog<?>> families() {
        return Families.ALL.stream();
    }

    /// A family that is missing from the list would be found in the sources.
    @Test
    void everyFamilyOfTheSourcesIsListed() throws IOException {
        List<String> declared;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            declared = files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .flatMap(file -> CATALOG.matcher(read(file)).results().map(found -> found.group(1)))
                    .sorted()
                    .toList();
        }
        assertThat(Families.ALL.stream()
                        .map(family -> family.type().getSimpleName())
                        .sorted())
                .isEqualTo(declared);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyMemberIsDescribedAndItsExampleCanBeParsed(Catalog<?> family) {
        for (String name : family.names()) {
            Description description = family.describe(name);
            assertThat(description.summary()).as(name).isNotEmpty();
            assertThat(description.settings())
                    .allSatisfy(each -> assertThat(each.wanted()).isNotEmpty());
            assertThat(description.example()).startsWith(name);
            if (description.settings().stream().allMatch(each -> each.value().isPresent())) {
                assertThat(specOf(family, description.example()))
                        .as("spec of an example that names defaults")
                        .isEqualTo(name);
            }
            assertThat(Outcome.of("describe", Families.name(family), name).done())
                    .startsWith(name + ": ")
                    .contains("example: ");
        }
    }

    private static <T> String specOf(Catalog<T> family, String spec) {
        return family.spec(family.parse(spec));
    }

    @Test
    void aNeuronHasItsSettingsWithDefaultsAndTheOptionsThatTakeIt() {
        assertThat(Outcome.of("describe", "neuron", "lif").done())
                .contains("leak=1.0", "reset.target=subtract", "taken by distill --student-neuron")
                .contains("example: distill --student-neuron lif:leak=1.0");
        assertThat(Outcome.of("describe", "data").done()).contains("evaluate --data", "distill --data", "mnist");
    }

    @Test
    void jsonHasTheSameSettings() {
        JsonNode lif = Outcome.of("describe", "neuron", "lif", "--json").json();
        assertThat(lif.get("settings")
                        .valueStream()
                        .map(each -> each.get("name").asString()))
                .containsExactlyElementsOf(Neuron.catalog().describe("lif").settings().stream()
                        .map(Description.Setting::name)
                        .toList());
        assertThat(Outcome.of("describe", "--json").json().propertyNames()).hasSize(Families.ALL.size());
        assertThat(Outcome.of("describe", "loss", "--json")
                        .json()
                        .at("/members/cross-entropy")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThat(Outcome.of("describe", "neuron", "lfi").err())
                .startsWith("spikestill: neuron 'lfi' is unknown: it must be one of [lif, ")
                .endsWith("did you mean 'lif'?" + System.lineSeparator());
        assertThat(Outcome.of("describe", "neurons").exit()).isEqualTo(ExitCode.MISUSE.code());
    }

    /// The words of a narrow text are those of a wide one, and lines exceed the width by single words alone.
    @Test
    void narrowLinesBreakBetweenWords() {
        Catalog<?> family = Families.find("data");
        String wide = DescribeText.family(family, List.of("distill --data"), 110);
        String narrow = DescribeText.family(family, List.of("distill --data"), 60);
        assertThat(narrow.split("\\s+")).isEqualTo(wide.split("\\s+"));
        assertThat(narrow.lines().filter(line -> line.length() > 60))
                .allSatisfy(line -> assertThat(line.strip().split(" ")).hasSize(1));
        assertThat(Arrays.stream(narrow.split("\n")).count())
                .isGreaterThan(wide.lines().count());
    }
}
