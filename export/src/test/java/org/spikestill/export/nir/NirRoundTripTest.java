package org.spikestill.export.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.export.Importer;
import org.spikestill.export.Samples;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Reset;

class NirRoundTripTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("zero", Samples.convolutional(1, Reset.Target.ZERO, 1), ResetChoice.STRICT),
                Arguments.of("leak", Samples.convolutional(0.9f, Reset.Target.ZERO, 2), ResetChoice.STRICT),
                Arguments.of("small leak", Samples.convolutional(0.1f, Reset.Target.ZERO, 3), ResetChoice.STRICT),
                Arguments.of("no memory", Samples.convolutional(0, Reset.Target.ZERO, 4), ResetChoice.STRICT),
                Arguments.of("subtract", Samples.convolutional(1, Reset.Target.SUBTRACT, 5), ResetChoice.SUBTRACT),
                Arguments.of("current", currents(), ResetChoice.STRICT),
                Arguments.of("residual", Samples.residual(6), ResetChoice.STRICT));
    }

    private static ModelFile currents() {
        CubaLif neuron = new CubaLif(0.7f, 0.3f, 0.8f, new Lif().surrogate());
        return Samples.model(
                Shape.of(12),
                List.of(
                        Samples.node("fc1", new Layer.Linear(20, true), "input"),
                        Samples.node("a", new Layer.Spike(neuron), "fc1"),
                        Samples.node("fc2", new Layer.Linear(5, false), "a"),
                        Samples.node("out", new Layer.Spike(new LeakyIntegrator(0.6f)), "fc2")),
                14);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void importedFilesGiveTheSameSpikesAndLogits(String name, ModelFile model, ResetChoice reset) {
        Path file = folder.resolve("model.nir");
        nir(Dialect.NIR, reset).write(model, file);
        Importer.Imported read = new Nir().read(file);

        List<float[]> samples = Samples.inputs(model.network().input(), 20, 7);
        assertThat(Samples.trace(read.network(), read.weights(), samples))
                .isEqualTo(Samples.trace(model.network(), model.weights(), samples));
        assertThat(read.network().ticks()).isEqualTo(model.network().ticks());
        assertThat(read.network().scaling()).isEqualTo(model.network().scaling());
    }

    /// Sums over windows, damped inputs and constants in fp32 keep the spikes: their factors are powers of two or leave slack.
    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void dialectsReadWhatTheyWrite(Dialect dialect, float leak) {
        ModelFile model = Samples.convolutional(leak, Reset.Target.ZERO, 8);
        Path file = folder.resolve("model.nir");
        nir(dialect, ResetChoice.STRICT).write(model, file);
        Importer.Imported read = nir(dialect, ResetChoice.STRICT).read(file);

        List<float[]> samples = Samples.inputs(model.network().input(), 20, 9);
        assertThat(spikes(read.network(), read.weights(), samples))
                .isEqualTo(spikes(model.network(), model.weights(), samples));
    }

    static Stream<Arguments> dialects() {
        return Stream.of(
                Arguments.of(Dialect.SNNTORCH, 0.5f),
                Arguments.of(Dialect.SNNTORCH, 1f),
                Arguments.of(Dialect.SPIKINGJELLY, 0.5f),
                Arguments.of(Dialect.NORSE, 0.5f),
                Arguments.of(Dialect.NORSE, 1f),
                Arguments.of(Dialect.LAVA, 0.5f));
    }

    private static List<List<Long>> spikes(Network network, Weights weights, List<float[]> samples) {
        return Samples.run(network, weights, samples).stream()
                .map(each -> each.firingLayers().stream().map(each::spikes).toList())
                .toList();
    }

    private static Nir nir(Dialect dialect, ResetChoice reset) {
        return new Nir(dialect, Optional.empty(), Optional.empty(), reset);
    }

    @Test
    void initialMembranesSurvive() {
        ModelFile plain = Samples.convolutional(1, Reset.Target.ZERO, 10);
        ModelFile model = new ModelFile(
                plain.network(),
                plain.weights().with("spike1.v", Block.filled(Shape.of(6, 8, 8), 0.3f)),
                plain.provenance());
        Path file = folder.resolve("model.nir");
        List<String> remarks = new Nir().write(model, file);
        Importer.Imported read = new Nir().read(file);

        List<float[]> samples = Samples.inputs(model.network().input(), 5, 11);
        assertThat(Samples.trace(read.network(), read.weights(), samples))
                .isEqualTo(Samples.trace(model.network(), model.weights(), samples))
                .isNotEqualTo(Samples.trace(plain.network(), plain.weights(), samples));
        assertThat(remarks).anyMatch(each -> each.contains("initial membranes"));
    }

    @Test
    void aResetBySubtractionIsNeverChangedSilently() {
        ModelFile model = Samples.convolutional(1, Reset.Target.SUBTRACT, 12);
        Path file = folder.resolve("model.nir");

        assertThatThrownBy(() -> new Nir().write(model, file))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessageContaining("'spike1', 'spike2', 'spike3' subtract the threshold")
                .hasMessageContaining("reset=zero");
        assertThat(file).doesNotExist();
        assertThat(nir(Dialect.NIR, ResetChoice.ZERO).write(model, file))
                .anyMatch(each -> each.contains("in the file they reset to 0"));
        Importer.Imported read = new Nir().read(file);
        assertThat(read.network().firing()).allSatisfy(node -> {
            Neuron neuron = ((Layer.Spike) node.layer()).neuron();
            assertThat(((Lif) neuron).reset().target()).isEqualTo(Reset.Target.ZERO);
        });
    }

    @Test
    void equalModelsGiveEqualBytes() throws Exception {
        ModelFile model = Samples.residual(13);
        new Nir().write(model, folder.resolve("a.nir"));
        new Nir().write(model, folder.resolve("b.nir"));
        assertThat(folder.resolve("a.nir")).hasSameBinaryContentAs(folder.resolve("b.nir"));
        assertThat(Files.list(folder)).hasSize(2);
    }

    /// Of before 1.0.6, such a file left the reset open.
    @Test
    void oldFilesSubtractAndSaySo() {
        NirArray one = NirArray.filled(NirArray.Type.FLOAT64, Shape.of(3), 1);
        NirGraph graph = new NirGraph(
                "1.0.4",
                Map.of(
                        "in", new NirNode("Input", Map.of("shape", NirArray.integers(List.of(3)))),
                        "n", new NirNode("IF", Map.of("r", one, "v_threshold", one)),
                        "out", new NirNode("Output", Map.of("shape", NirArray.integers(List.of(3))))),
                List.of(new NirGraph.Edge("in", "n"), new NirGraph.Edge("n", "out")),
                Map.of());
        Path file = folder.resolve("old.nir");
        NirWriter.write(graph, file);
        Importer.Imported read =
                new Nir(Dialect.NIR, Optional.of(1.0), Optional.empty(), ResetChoice.STRICT).read(file);

        assertThat(read.remarks()).anyMatch(each -> each.startsWith("reset unspecified"));
        Lif lif = (Lif) ((Layer.Spike) read.network().node("n").layer()).neuron();
        assertThat(lif.reset().target()).isEqualTo(Reset.Target.SUBTRACT);
        assertThat(lif.leak()).isEqualTo(1);
    }
}
