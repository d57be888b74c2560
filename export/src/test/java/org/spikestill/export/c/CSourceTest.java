package org.spikestill.export.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.export.Samples;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.runtime.Prediction;

/// The compiled program against the engine: every spike count and every bit of the outputs, under `-Wall -Wextra -Werror` and sanitizers.
class CSourceTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> networks() {
        ModelFile plain = Samples.convolutional(1, Reset.Target.SUBTRACT, 31);
        return Stream.of(
                Arguments.of("soft reset", plain),
                Arguments.of("leak, hard reset", Samples.convolutional(0.9f, Reset.Target.ZERO, 32)),
                Arguments.of("residual", Samples.residual(33)),
                Arguments.of("initial membranes", started(plain)),
                Arguments.of("other neurons", others()),
                Arguments.of("fixed-point inputs", coarse(Samples.convolutional(1, Reset.Target.ZERO, 39))));
    }

    /// Inputs with two bits after the point, so that one left unrounded shows.
    private static ModelFile coarse(ModelFile plain) {
        return new ModelFile(plain.network().withEncoder(new FixedPoint(2)), plain.weights(), plain.provenance());
    }

    private static ModelFile started(ModelFile plain) {
        float[] start = Samples.inputs(Shape.of(6, 8, 8), 1, 34).getFirst();
        return new ModelFile(
                plain.network(),
                plain.weights().with("spike1.v", Block.of(Shape.of(6, 8, 8), start)),
                plain.provenance());
    }

    /// Odd sizes with a rest at the edges, neurons with a current, ones that fire first, a leaky read-out.
    private static ModelFile others() {
        Lif usual = new Lif();
        Lif late = new Lif(0.8f, 0.6f, new Reset(), Order.FIRE_FIRST, usual.surrogate());
        return Samples.model(
                Shape.of(3, 7, 9),
                List.of(
                        Samples.node("conv 1", new Layer.Conv2d(5, 3, 2, 1, true), "input"),
                        Samples.node("a", new Layer.Spike(new CubaLif(0.7f, 0.6f, 0.9f, usual.surrogate())), "conv 1"),
                        Samples.node("conv-1", Layer.Conv2d.same(4, 3, true), "a"),
                        Samples.node("b", new Layer.Spike(late), "conv-1"),
                        Samples.node("pool", new Layer.AveragePool2d(2), "b"),
                        Samples.node("flat", new Layer.Flatten(), "pool"),
                        Samples.node("fc", new Layer.Linear(4, true), "flat"),
                        Samples.node("out", new Layer.Spike(new LeakyIntegrator(0.7f)), "fc")),
                35);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void compiledCGivesTheSpikesAndBitsOfTheEngine(String name, ModelFile model) throws Exception {
        assumeTrue(CompiledC.isThere("gcc"), "there is no gcc");
        List<float[]> samples = Samples.inputs(model.network().input(), 30, 36);
        CompiledC compiled = CompiledC.of(model.network(), model.weights(), "gcc", CompiledC.CHECKED, folder);
        List<Result> theirs = new ArrayList<>();
        try (CProcess process = compiled.start()) {
            for (float[] sample : samples) {
                theirs.add(result(process.run(sample)));
            }
        }

        assertThat(theirs)
                .isEqualTo(Samples.run(model.network(), model.weights(), samples).stream()
                        .map(CSourceTest::result)
                        .toList());
        assertThat(theirs.stream().flatMap(each -> each.spikes().stream()).flatMap(List::stream))
                .as("a network that is silent shows nothing")
                .anyMatch(count -> count > 0);
    }

    /// Counts of spikes and outputs.
    private record Result(List<List<Long>> spikes, List<Float> outputs) {}

    private static Result result(CProcess.Result result) {
        List<List<Long>> counts = result.spikes().stream()
                .map(row -> row.stream().map(each -> (long) each.cardinality()).toList())
                .toList();
        return new Result(counts, result.outputs());
    }

    private static Result result(Prediction prediction) {
        List<List<Long>> spikes = new ArrayList<>();
        for (int tick = 0; tick < prediction.ticks(); tick++) {
            int now = tick;
            spikes.add(prediction.firingLayers().stream()
                    .map(layer -> prediction.spikes(layer, now))
                    .toList());
        }
        List<Float> outputs = new ArrayList<>();
        for (float logit : prediction.logits()) {
            outputs.add(logit);
        }
        return new Result(spikes, outputs);
    }

    @Test
    void bytesAreThoseOfTheArrays() {
        ModelFile model = Samples.residual(37);
        CProgram program = CProgram.of(model.network(), model.weights(), "snn");

        // conv1 2·9·4 + 4, conv2 4·9·4 + 4, fc 144·5 + 5 weights and biases
        assertThat(program.flashBytes()).isEqualTo(4L * (76 + 148 + 725));
        // input 72; conv1, conv2, sum and two membranes 144 each; fc and read-out 5 each; two maps of spikes; two
        // counters
        assertThat(program.ramBytes()).isEqualTo(4L * (72 + 5 * 144 + 10) + 2 * 144 + 8);
    }

    @Test
    void anArtificialNetworkIsRefused() {
        ModelFile ann = Samples.model(Shape.of(4), List.of(Samples.node("fc", new Layer.Linear(2, true), "input")), 38);
        assertThatThrownBy(() -> new CSource().write(ann, folder.resolve("x.c")))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessageContaining("convert it first");
    }
}
