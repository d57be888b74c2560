package org.spikestill.export.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Importer.Imported;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Layer;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.file.Tensors;

/// Tensors under names of `nn.Sequential`, where module 11 comes before module 4 in the alphabet and 12 has the shape of 11.
class StateDictTest {
    private static final ConvNet SHAPE = new ConvNet(List.of(2, 3), 3, List.of(4, 4));

    @TempDir
    private Path folder;

    private final Map<String, Block> tensors = new LinkedHashMap<>();

    @BeforeEach
    void normalisedConvolutions() {
        put("0.weight", 2, 1, 3, 3);
        normalisation("1", 2);
        put("4.weight", 3, 2, 3, 3);
        put("4.bias", 3);
        normalisation("5", 3);
        put("9.weight", 4, 12);
        put("11.weight", 4, 4);
        put("11.bias", 4);
        put("100.weight", 4, 4);
    }

    /// Values that no other tensor holds.
    private void put(String name, int... sizes) {
        tensors.put(name, Block.filled(Shape.of(sizes), tensors.size() + 1));
    }

    private void normalisation(String name, int channels) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")) {
            put(name + "." + part, channels);
        }
    }

    private Imported read() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        new Tensors(tensors, Map.of("format", "pt", "sample", "1,8,8", "mean", "0.25", "std", "[0.5]")).write(file);
        assertThat(new StateDict().recognises(file)).isTrue();
        return new StateDict().of(SHAPE).read(file);
    }

    @Test
    void layersTakeTensorsInTheOrderOfNumbersAndBiasesAsTheyAre() throws IOException {
        Imported imported = read();

        assertThat(imported.remarks())
                .containsExactly("layers from modules, by order and shape: conv1 = 0, norm1 = 1, conv2 = 4, norm2 = 5,"
                        + " fc1 = 9, fc2 = 11, fc3 = 100");
        for (Map.Entry<String, String> each : Map.of(
                        "conv2.bias", "4.bias",
                        "norm2.running_var", "5.running_var",
                        "fc2.weight", "11.weight",
                        "fc3.weight", "100.weight")
                .entrySet()) {
            assertThat(imported.weights().get(each.getKey())).isEqualTo(tensors.get(each.getValue()));
        }
        assertThat(imported.network().node("conv1").layer()).isEqualTo(new Layer.Conv2d(2, 3, 1, 1, false));
        assertThat(imported.network().node("conv2").layer()).isEqualTo(new Layer.Conv2d(3, 3, 1, 1, true));
        assertThat(imported.network().node("fc3").layer()).isEqualTo(new Layer.Linear(4, false));
        assertThat(imported.network().scaling()).isEqualTo(new Scaling(List.of(0.25f), List.of(0.5f)));
        assertThat(imported.example()).isEmpty();
    }

    @Test
    void namesOfTheArchitectureComeBeforeOrder() throws IOException {
        Map<String, Block> named = new LinkedHashMap<>();
        Map<String, String> names =
                Map.of("0", "conv1", "1", "norm1", "4", "conv2", "5", "norm2", "9", "fc1", "11", "fc3", "100", "fc2");
        tensors.forEach((name, block) -> {
            String module = name.substring(0, name.indexOf('.'));
            named.put(names.get(module) + name.substring(name.indexOf('.')), block);
        });
        Block third = tensors.get("11.weight");
        tensors.clear();
        tensors.putAll(named);

        assertThat(read().weights().get("fc3.weight")).isEqualTo(third);
    }

    @Test
    void refusalsNameTheTensor() {
        put("9.weight", 5, 12);
        refused("tensor '9.weight' has shape [5, 12], 'fc1' of the architecture takes [4, 12]");
        put("9.weight", 4, 12);
        put("12.weight", 7, 7);
        refused("tensor '12.weight' [7, 7] belongs to no layer of the architecture");
        tensors.remove("12.weight");
        put("norm.weight", 2);
        refused("tensor 'norm.weight' [2] belongs to no layer of the architecture");
        tensors.remove("norm.weight");
        put("rnn.weight_ih", 2, 2);
        refused("tensor 'rnn.weight_ih' [2, 2] belongs to no convolution, linear layer or batch normalisation");
        tensors.remove("rnn.weight_ih");
        put("5.running_mean", 4);
        refused("tensor '5.running_mean' has shape [4], 'norm2.running_mean' takes [3]");
        put("5.running_mean", 3);
        Block second = tensors.remove("4.weight");
        tensors.remove("4.bias");
        refused("no tensor is left for 'conv2', which takes [3, 2, 3, 3]");
        tensors.put("4.weight", second);
        put("example.input", 1, 1, 8, 8);
        refused("one of 'example.input' and 'example.output' is there");
    }

    private void refused(String message) {
        assertThatThrownBy(this::read).isInstanceOf(InvalidFile.class).hasMessageContaining(message);
    }

    @Test
    void aFileOfTensorsAsksForItsArchitecture() {
        Path file = folder.resolve("weights.safetensors");
        new Tensors(tensors, Map.of()).write(file);
        assertThatThrownBy(() -> new StateDict().read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageEndingWith("holds tensors and no network: name its architecture, as in --student"
                        + " convnet:channels=[32,64],hidden=[128]");
        assertThatThrownBy(() -> new StateDict().of(SHAPE).read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageEndingWith(
                        "the shape of a sample is unknown: name it, as in --format state-dict:sample=[3,32,32]");
    }
}
