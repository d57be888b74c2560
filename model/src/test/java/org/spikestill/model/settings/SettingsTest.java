package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Layer;
import org.spikestill.model.settings.Samples.Everything;
import org.spikestill.model.settings.Samples.Run;
import org.spikestill.model.settings.Samples.Training;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SettingsTest {
    @Test
    void everyKindOfComponentHasOneWayToBeWritten() {
        assertThat(Settings.write(Samples.everything())).hasToString("""
                {"count":-3,"big":4611686018427387904,"weight":0.3,"precise":0.1,"on":true,"text":"a, (b)",\
                "order":"fire-first","path":"runs/a","maybe":0.7,"shape":[64,8,8],"seed":-1,\
                "reset":{"target":"zero","detached":true},\
                "neuron":{"type":"lif","leak":1.0,"threshold":0.3,"reset":{"target":"subtract","detached":true},\
                "order":"charge-first","surrogate":{"type":"triangle","gamma":0.3}},\
                "phases":[{"epochs":10,"rate":0.1,"log":null},{"epochs":2,"rate":0.5,"log":"x y"}],\
                "figures":{"accuracy":0.93}}""");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        JsonNode tree = Settings.write(Samples.everything());
        assertThat(Settings.read(Everything.class, tree, "")).isEqualTo(Samples.everything());
        assertThat(Settings.fromJson(Settings.toJson(tree), "")).isEqualTo(tree);
    }

    /// Seeded bit patterns, every finite one: the shortest digits give the float back.
    @Test
    void floatsComeBackToTheLastBit() {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                JsonNode written = Settings.fromJson(Scalar.FLOAT.write(value).toString(), "");
                assertThat(Scalar.FLOAT.read(written, "x")).isEqualTo(value);
                assertThat(Scalar.FLOAT.read(Scalar.FLOAT.parse(Scalar.FLOAT.print(value), "x"), "x"))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void whatIsNotSaidKeepsTheDefaultOfTheRecordAround() {
        assertThat(read("{}")).isEqualTo(new Run());
        assertThat(read("{'studentTraining': {'rate': 0.5}}").studentTraining())
                .isEqualTo(new Training(30, 0.5f, Optional.empty()));
        assertThat(Settings.read(new Training(3, 0.1f, Optional.empty()), tree("{'rate': 2}"), ""))
                .isEqualTo(new Training(3, 2, Optional.empty()));
    }

    @Test
    void aSealedInterfaceIsChosenByTheNameOfItsRecord() {
        Layer layer = Settings.read(Layer.class, tree("{'type': 'average-pool2d', 'size': 2}"), "layer");
        assertThat(layer).isEqualTo(new Layer.AveragePool2d(2));
        assertThatThrownBy(() -> Settings.read(Layer.class, tree("{'type': 'averagepool2d', 'size': 2}"), "layer"))
                .hasMessage(
                        "layer.type is 'averagepool2d': it must be one of [linear, conv2d, average-pool2d, max-pool2d, flatten, "
                                + "add, spike, dropout, gated, activation, quantised-clip, concat, batch-norm]; did you mean 'average-pool2d'?");
    }

    @Test
    void filesMayHoldSpecs() {
        assertThat(read("{'neuron': 'lif:leak=0.5'}").neuron())
                .isEqualTo(read("{'neuron': {'type': 'lif', 'leak': 0.5}}").neuron());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'studentTraining': {'epochs': -3}} | studentTraining.epochs is -3: it must be a whole number from 1 to 1048576
            {'studentTraining': {'epochs': 3.5}} | studentTraining.epochs is 3.5: it must be a whole number
            {'studentTraining': {'epochs': '3'}} | studentTraining.epochs is '3': it must be a whole number
            {'studentTraining': {'epochs': 3000000000}} | studentTraining.epochs is 3000000000: it must be a whole number of at most 32 bits
            {'studentTraining': {'epochs': null}} | studentTraining.epochs is empty: it must be a whole number
            {'studentTraining': {'rate': 1e39}} | studentTraining.rate is 1.0E39: it must be a finite number
            {'studentTraining': {'rate': true}} | studentTraining.rate is true: it must be a finite number
            {'studentTraining': {'log': 5}} | studentTraining.log is 5: it must be the path of a file or folder
            {'studentTraining': 5} | studentTraining is 5: it must be a group of the fields [epochs, rate, log]
            {'studentTraining': {'epoch': 5}} | studentTraining.epoch is no known field: there are [epochs, rate, log]; did you mean 'epochs'?
            {'colour': 5} | colour is no known field: there are [name, seed, studentTraining, neuron, milestones]
            {'seed': 1e3} | seed is 1000.0: it must be a whole number
            {'seed': 9223372036854775808} | seed is 9223372036854775808: it must be a whole number of at most 64 bits
            {'name': 5} | name is 5: it must be text
            {'milestones': [60, 'x']} | milestones[1] is 'x': it must be a whole number
            {'milestones': 60} | milestones is 60: it must be a list, each a whole number
            {'neuron': {'leak': 1}} | neuron.type is empty: it must be one of [lif, learned-lif, cuba-lif, loihi-lif, integrator, leaky-integrator, lagging]
            {'neuron': {'type': 'lif', 'leak': 2}} | neuron.leak is 2.0: it must lie in [0.0, 1.0]
            {'neuron': {'type': 'lif', 'reset': {'target': 'nil'}}} | neuron.reset.target is 'nil': it must be one of [subtract, zero]
            {'neuron': {'type': 'lif', 'order': 'fire_first'}} | neuron.order is 'fire_first': it must be one of [charge-first, fire-first]; did you mean 'fire-first'?
            {'neuron': ['lif']} | neuron is a list: it must be one of [lif, learned-lif, cuba-lif, loihi-lif, integrator, leaky-integrator, lagging]
            [] | the document is a list: it must be a group of the fields [name, seed, studentTraining, neuron, milestones]
            """)
    void refusalsNameFieldFoundAndWanted(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidSettings.class).hasMessage(message);
    }

    @Test
    void aRecordWithoutDefaultsWantsEveryField() {
        ObjectNode tree = (ObjectNode) Settings.write(Samples.everything());
        tree.remove("shape");
        assertThatThrownBy(() -> Settings.read(Everything.class, tree, "x"))
                .hasMessage("x.shape is missing: it has no default and must be a list, each a whole number");
        tree.putArray("shape").add(0);
        assertThatThrownBy(() -> Settings.read(Everything.class, tree, "x"))
                .hasMessage("x.shape: shape [0] has size 0: every size must be at least 1");
    }

    @Test
    void aNarrowerInterfaceAllowsFewerMembers() {
        ObjectNode tree = (ObjectNode) Settings.write(Samples.everything());
        tree.put("neuron", "integrator");
        assertThatThrownBy(() -> Settings.read(Everything.class, tree, ""))
                .hasMessage(
                        "neuron is 'integrator': it must be one of [lif, learned-lif, cuba-lif, loihi-lif, lagging]");
    }

    @Test
    void numbersThatAreNoneAreNotWritten() {
        assertThatThrownBy(() -> Settings.write(new Training(1, Float.NaN, Optional.empty())))
                .hasMessage("a setting is NaN: only finite numbers can be written");
    }

    @Test
    void componentsNobodyCanWriteAreRefusedByName() {
        record Odd(Map<Integer, String> names, int more) {}
        assertThatThrownBy(() -> Settings.write(new Odd(Map.of(), 1)))
                .hasMessage(
                        "Odd.names has type java.util.Map<java.lang.Integer, java.lang.String>, which settings cannot "
                                + "hold: use a number, text, enum, record, family, Optional, List or Map");
    }

    private static Run read(String json) {
        return Settings.read(Run.class, tree(json), "");
    }

    private static JsonNode tree(String json) {
        return Settings.fromJson(json.replace('\'', '"'), "");
    }
}
