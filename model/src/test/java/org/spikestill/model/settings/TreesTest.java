package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Network;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Samples.Run;
import org.spikestill.model.settings.Samples.Training;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/// Trees of settings: paths into them, differences between them, generic records in them.
class TreesTest {
    record Ref<R>(String name) {}

    record Stage(Ref<Network> start, List<Ref<?>> inputs) {}

    record Mixed(Optional<Neuron> neuron, List<Training> phases, Map<String, Neuron> others) {}

    @Test
    void aGenericRecordIsWrittenWithoutItsParameter() {
        Stage stage = new Stage(new Ref<>("ann"), List.of(new Ref<Network>("teacher"), new Ref<String>("ann")));
        JsonNode tree = Settings.write(stage);
        assertThat(tree).hasToString("{\"start\":\"ann\",\"inputs\":[\"teacher\",\"ann\"]}");
        assertThat(Settings.read(Stage.class, tree, "")).isEqualTo(stage);
    }

    @Test
    void aComponentOfTheParametersTypeIsRefused() {
        record Box<V>(V value) {}
        record Holder(Box<Integer> box) {}
        assertThatThrownBy(() -> Settings.write(new Holder(new Box<>(1))))
                .hasMessageContaining("Box.value has type V, which settings cannot hold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                      | a       | {"a":5}
            {"a":1,"b":2}           | a       | {"a":5,"b":2}
            {"b":{"c":1,"d":2}}     | b.c     | {"b":{"c":5,"d":2}}
            {"b":null}              | b.c.d   | {"b":{"c":{"d":5}}}
            """)
    void aPathSetsOneValue(String before, String path, String after) {
        JsonNode tree = Settings.fromJson(before, "");
        assertThat(Settings.at(tree, path, IntNode.valueOf(5))).hasToString(after);
        assertThat(tree).as("the given tree stays as it is").hasToString(before);
    }

    @Test
    void aPathThroughAValueIsRefused() {
        JsonNode tree = Settings.fromJson("{\"student\":{\"training\":\"long\"}}", "");
        assertThatThrownBy(() -> Settings.at(tree, "student.training.epochs", IntNode.valueOf(5)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "student.training is 'long': it must be a group of fields, to hold student.training.epochs");
        assertThatThrownBy(() -> Settings.at(tree, "student..epochs", IntNode.valueOf(5)))
                .hasMessage("the path 'student..epochs' has an empty part: it must be names between dots");
    }

    @Test
    void differencesAreTheFieldsThatDiffer() {
        Run base = new Run();
        Run run = new Run(
                "run", Seed.of(8), new Training(30, 0.5f, Optional.empty()), new Lif().withThreshold(2), List.of());
        JsonNode brief = Settings.differences(base, run);
        assertThat(brief)
                .hasToString("{\"seed\":8,\"studentTraining\":{\"rate\":0.5},\"neuron\":\"lif:threshold=2.0\","
                        + "\"milestones\":[]}");
        assertThat(Settings.read(base, brief, "")).isEqualTo(run);
        assertThat(Settings.differences(run, run)).hasToString("{}");
    }

    @Test
    void differencesAreBriefInsideOfListsAndMaps() {
        Mixed base = new Mixed(Optional.empty(), List.of(), Map.of());
        Mixed mixed = new Mixed(
                Optional.of(new Lif().withThreshold(2)),
                List.of(new Training(), new Training(2, 0.1f, Optional.empty())),
                Map.of("late", new Lif()));
        JsonNode brief = Settings.differences(base, mixed);
        assertThat(brief)
                .hasToString("{\"neuron\":\"lif:threshold=2.0\",\"phases\":[{},{\"epochs\":2}],"
                        + "\"others\":{\"late\":\"lif\"}}");
        assertThat(Settings.read(base, brief, "")).isEqualTo(mixed);
    }
}
