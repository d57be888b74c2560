package org.spikestill.export.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Samples;
import org.spikestill.export.c.CompiledC;
import org.spikestill.export.certificate.Certificate.Divergence;
import org.spikestill.export.certificate.Certificate.Result;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Provenance;
import org.spikestill.runtime.device.IntegerLif;
import org.spikestill.runtime.device.Loihi;

class CertificateTest {
    private static final int SAMPLES = 10;

    @TempDir
    private Path folder;

    private final ModelFile model = Samples.convolutional(1, Reset.Target.SUBTRACT, 61);
    private final List<float[]> samples = Samples.inputs(model.network().input(), SAMPLES, 62);

    private static List<Result> results(ModelFile model, List<float[]> samples, Implementation.Maker... others)
            throws Exception {
        return new Certification(model.network(), model.weights(), List.of(others))
                .run(
                        (index, into) -> {
                            System.arraycopy(samples.get(index), 0, into, 0, into.length);
                            return 0;
                        },
                        samples.size(),
                        _ -> {});
    }

    /// The engine on changed weights, or on another network.
    private record Changed(Network other, Weights weights) implements Implementation.Maker {
        @Override
        public String name() {
            return "changed";
        }

        @Override
        public Implementation of(Network network, Weights ignored) {
            return new EngineRun(other, weights);
        }
    }

    @Test
    void fileAndProgramAreTheEngineSpikeForSpike() throws Exception {
        assumeTrue(CompiledC.isThere("gcc"), "there is no gcc");
        List<Result> results = results(model, samples, new NirRun(), new CRun("gcc"));

        assertThat(results).extracting(Result::name).containsExactly("engine", "nir", "c");
        for (Result other : results.subList(1, 3)) {
            assertThat(other.isEqual()).as(other.name()).isTrue();
            assertThat(other.artefact()).hasSize(64);
            assertThat(other.spikes()).isEqualTo(results.getFirst().spikes());
            assertThat(other.differences()).hasSize(Samples.TICKS).allMatch(List.of(0L, 0L, 0L)::equals);
        }
    }

    /// Three inputs, a synapse of weight 1/4 each to a neuron of its own with threshold 1/2, which fires where more than that has
    /// come in: with inputs of 1, the third time step has 3/4.
    private static ModelFile threeNeurons(float leak) {
        Lif lif = new Lif(leak, 0.5f, new Reset(Reset.Target.ZERO, true), new Lif().order(), new Lif().surrogate());
        Network network = new Network(
                Shape.of(3),
                Scaling.none(3),
                new Direct(),
                4,
                List.of(
                        Samples.node("fc1", new Layer.Linear(3, false), "input"),
                        Samples.node("spike1", new Layer.Spike(lif), "fc1"),
                        Samples.node("fc2", new Layer.Linear(2, false), "spike1"),
                        Samples.node("readout", new Layer.Spike(new Integrator()), "fc2")));
        float q = 0.25f;
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(3, 3), new float[] {q, 0, 0, 0, q, 0, 0, 0, q}),
                "fc2.weight", Block.of(Shape.of(2, 3), new float[] {q, q, q, 0, 0, 0})));
        return new ModelFile(network, weights, new Provenance());
    }

    @Test
    void aChangedWeightIsLocatedByItsNeuron() throws Exception {
        ModelFile exact = threeNeurons(1);
        float[] changed = exact.weights().get("fc1.weight").toFloats();
        changed[8] = 0.375f; // neuron 2 reaches 0.75 in step 2 in place of step 3
        Weights other = exact.weights().with("fc1.weight", Block.of(Shape.of(3, 3), changed));
        List<float[]> inputs = List.of(new float[] {1, 1, 0}, new float[] {1, 1, 1});

        Result result =
                results(exact, inputs, new Changed(exact.network(), other)).get(1);

        assertThat(result.first()).contains(new Divergence(1, 2, "spike1", 2, 0, 1));
        assertThat(result.differing()).isOne();
        assertThat(result.differences()) // fires in steps 2 and 4, and the engine in step 3
                .containsExactly(List.of(0L), List.of(1L), List.of(1L), List.of(1L));
    }

    @Test
    void aChangedDecayIsLocatedByItsTick() throws Exception {
        ModelFile exact = threeNeurons(1);
        ModelFile leaky = threeNeurons(0.25f); // reaches at most a third
        Result result = results(exact, List.of(new float[] {0, 1, 0}), new Changed(leaky.network(), leaky.weights()))
                .get(1);

        assertThat(result.first()).contains(new Divergence(0, 3, "spike1", 1, 1, 0));
    }

    @Test
    void aClassAloneMayDiffer() {
        Tally tally = new Tally(List.of("spike1"), 1);
        List<List<BitSet>> silent = List.of(List.of(new BitSet()));
        tally.add(0, 1, new SampleTrace(silent, 1), new SampleTrace(silent, 1));
        tally.add(1, 0, new SampleTrace(silent, 0), new SampleTrace(silent, 1));
        Result result = tally.result(new NirRun(), "");

        assertThat(result.first()).contains(new Divergence(1, 1, Certificate.CLASS, -1, 0, 1));
        assertThat(result.accuracy()).isEqualTo(0.5);
    }

    @Test
    void aDeviceThatCannotRunTheNetworkIsNamedWithItsRule() throws Exception {
        List<Result> results = results(model, samples, new DeviceRun(new Loihi()), new DeviceRun(new IntegerLif()));

        assertThat(results.get(1).unavailable()).startsWith("Loihi does not run 'conv1', which reads values");
        assertThat(results.get(2).ran()).isFalse();
        assertThat(results).extracting(Result::name).containsExactly("engine", "loihi", "integer-lif");
        assertThat(results.get(1).isEqual()).isFalse();
    }

    @Test
    void anAlteredCertificateIsRefused() throws Exception {
        Result engine = results(model, samples).getFirst();
        Certificate made = new Certificate(
                        "t", "m", "d", "data", "e", SAMPLES, List.of("nir"), List.of("a"), List.of(engine), List.of())
                .sealed();
        Path file = folder.resolve("certificate.json");
        made.write(file);
        assertThat(Certificate.read(file)).isEqualTo(made);
        assertThat(made.chain())
                .extracting(Link::subject)
                .containsExactly("program t", "model m", "data data", "results");

        String text = Files.readString(file);
        Files.writeString(
                file, text.replace("\"samples\":10", "\"samples\":11").replace("\"samples\": 10", "\"samples\": 11"));
        assertThat(Files.readString(file)).isNotEqualTo(text);
        assertThatThrownBy(() -> Certificate.read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("it was altered");
    }
}
