package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ResNet12;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Biases, sums and read-outs in the unit of the spikes they meet.
class SpikeWorthTest {
    private static final int TICKS = 2048;
    private static final Dataset ANY = Samples.of(new float[] {1});

    private static Network chain() {
        return Ann.of(1)
                .then("fc1", new Layer.Linear(1, true))
                .then("relu1", Ann.RELU)
                .then("fc2", new Layer.Linear(1, true))
                .then("relu2", Ann.RELU)
                .then("fc3", new Layer.Linear(1, true))
                .network();
    }

    private static final Weights CHAIN = new Weights(Map.of(
            "fc1.weight", one(3),
            "fc1.bias", one(1),
            "fc2.weight", one(2),
            "fc2.bias", one(6),
            "fc3.weight", one(5),
            "fc3.bias", one(8)));

    private static Block one(float value) {
        return Block.of(Shape.of(1), value);
    }

    private static Weights shaped(Network network, Weights weights) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        network.parameters()
                .forEach(each -> blocks.put(
                        each.name(),
                        Block.of(each.shape(), weights.get(each.name()).toFloats())));
        return new Weights(blocks);
    }

    /// The input 1 gives the current 3 + 1 = 4 at every tick: V1 = 4. A spike of layer 1 stands for 4, so that the bias 6 becomes
    /// 6/4 = 1.5 and layer 2 receives at most 2 + 1.5 = 3.5 = V2. A spike of layer 2 stands for 3.5 · 4 = 14: the last bias is 8/14.
    @Test
    void aBiasIsDividedByTheThresholdsBeforeIt() throws IOException {
        Network ann = chain();
        Converted spiking = new ReluToSpike(new Lif(), new Direct(), 4).apply(ann, shaped(ann, CHAIN), ANY);

        Converted balanced = new BalanceThresholds(1, 1, 1, 4).apply(spiking.network(), spiking.weights(), ANY);

        assertThat(ClipToSpike.thresholds(balanced.network())).isEqualTo(Map.of("spike1", 4f, "spike2", 3.5f));
        assertBiases(balanced, 1, 1.5f, 8 / 14f);
        assertThat(balanced.weights().get("fc2.weight"))
                .isSameAs(spiking.weights().get("fc2.weight"));
        assertThat(balanced.outputScale()).as("of a sum over ticks").isEqualTo(14);
        assertThat(balanced.changes())
                .containsExactly(
                        "'spike1' fires above 4.0 (1.0 of 4.0)",
                        "'spike2' fires above 3.5 (1.0 of 3.5)",
                        "the bias of 'fc2' is multiplied by 0.25, the scale of what it is added to",
                        "the bias of 'fc3' is multiplied by " + 1 / 14f + ", the scale of what it is added to");
    }

    /// Scaled by 0.5, a spike of layer 1 stands for 2 and one of layer 2 for 1.75 · 2 = 3.5, whichever pass scales.
    @Test
    void aLowerThresholdIsAlsoWhatASpikeIsWorth() throws IOException {
        Network ann = chain();
        Converted spiking = new ReluToSpike(new Lif(), new Direct(), 4).apply(ann, shaped(ann, CHAIN), ANY);
        Converted balanced = new BalanceThresholds(1, 1, 1, 4).apply(spiking.network(), spiking.weights(), ANY);

        Converted soft = new SoftReset(0.5f).apply(balanced.network(), balanced.weights(), ANY);
        Converted scaled = new BalanceThresholds(1, 0.5f, 1, 4).apply(spiking.network(), spiking.weights(), ANY);

        assertBiases(soft, 1, 3, 8 / 3.5f);
        assertBiases(scaled, 1, 3, 8 / 3.5f);
        assertThat(soft.outputScale()).isEqualTo(0.25);
    }

    /// Thresholds of the neuron itself count before any are measured: 0.5, and 0.25 behind the second layer.
    @Test
    void neuronsInThePlaceOfActivationsBringTheirOwnWorth() {
        Network ann = chain();

        Converted spiking =
                new ReluToSpike(new Lif().withThreshold(0.5f), new Direct(), 4).apply(ann, shaped(ann, CHAIN), ANY);

        assertBiases(spiking, 1, 12, 32);
        assertThat(spiking.outputScale()).isEqualTo(0.25 / 4);
    }

    private static void assertBiases(Converted converted, float... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            assertThat(converted.weights().get("fc" + (i + 1) + ".bias").toFloats())
                    .containsExactly(new float[] {wanted[i]}, within(1e-6f));
        }
    }

    /// Published students have no biases and no sums: nothing but thresholds may change.
    @Test
    void weightsWithoutBiasesStayToTheBit() throws IOException {
        Network ann = Ann.of(2)
                .linear("fc1", 3)
                .then("relu1", Ann.RELU)
                .linear("fc2", 3)
                .then("relu2", Ann.RELU)
                .linear("fc3", 2)
                .network();
        Weights weights = Ann.weights(ann, Seed.of(3));
        Dataset data = Samples.uniform(Shape.of(2), 9, Seed.of(4));

        Converted spiking = Conversion.of(new Rmp().passes(new Direct(), 4), ann, weights, data, (_, _) -> {});

        assertThat(spiking.weights()).isEqualTo(weights);
    }

    /// Neurons at 3 feed a sum directly, and through neurons at 5. Spikes of these are worth 3·5 = 15, so that fc3, whose
    /// result meets spikes worth 3, gets weights 15/3 = 5 times as large and a bias of a third.
    @Test
    void aSumAddsSpikesOfOneWorth() {
        Network ann = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .then("relu2", Ann.RELU)
                .then("fc3", new Layer.Linear(1, true))
                .then("sum", new Layer.Add(), "fc3", "relu1")
                .then("relu3", Ann.RELU)
                .then("fc4", new Layer.Linear(1, true))
                .network();
        Weights weights = Ann.weights(ann, Seed.of(1));
        Converted spiking = new ReluToSpike(new Lif(), new Direct(), 4).apply(ann, weights, ANY);

        Converted balanced = BalanceThresholds.apply(
                spiking.network(), spiking.weights(), Map.of("spike1", 3f, "spike2", 5f, "spike3", 2f), 1);

        assertTimes(balanced, weights, "fc2.weight", 1);
        assertTimes(balanced, weights, "fc3.weight", 5);
        assertTimes(balanced, weights, "fc3.bias", 1 / 3f);
        assertTimes(balanced, weights, "fc4.weight", 1);
        assertTimes(balanced, weights, "fc4.bias", 1 / 6f);
    }

    private static void assertTimes(Converted converted, Weights before, String name, float factor) {
        float[] wanted = before.get(name).toFloats();
        wanted[0] *= factor;
        assertThat(converted.weights().get(name).toFloats()).as(name).containsExactly(wanted, within(1e-6f));
    }

    @Test
    void aSumOfTwoWorthsIsRefusedBeforeTraining() {
        Network ann = Ann.of(1)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 1)
                .then("relu2", Ann.RELU)
                .then("sum", new Layer.Add(), "relu1", "relu2")
                .linear("fc3", 1)
                .network();

        assertThatThrownBy(() -> new ReluToSpike().shape(ann))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'sum' adds what comes from 'spike1' and from 'spike2', whose spikes are worth different"
                        + " thresholds, with no weights on either way to make up for it: put a convolution on one way");
    }

    private static List<List<Pass>> conversions() {
        Pass neurons = new ReluToSpike(new Lif(), new Direct(), TICKS);
        return List.of(
                new Rmp(1, 1, 4).passes(new Direct(), TICKS),
                new LightCalibration(1, 4).passes(new Direct(), TICKS),
                List.of(new NormaliseByData(1, 4, false), neurons),
                List.of(new NormaliseByData(1, 4, true), neurons));
    }

    /// At T = 2048 the sum over ticks is the ANN's output to a few spikes of each layer; a factor that is wrong anywhere shows as a
    /// difference of the outputs' own size.
    @ParameterizedTest
    @MethodSource("conversions")
    void theReadOutHasTheScaleOfTheAnn(List<Pass> passes) throws IOException {
        boolean residual = passes.getFirst() instanceof FoldBatchNorm;
        Network ann = residual ? new ResNet12(0.05f).network(Shape.of(3, 16, 16), 5, Form.teacher(0)) : chain();
        Weights weights = residual ? Ann.weights(ann, Seed.of(4)) : shaped(ann, CHAIN);
        Dataset data = Samples.uniform(ann.input(), 4, Seed.of(3));

        Converted sum = Conversion.of(passes, ann, weights, data, (_, _) -> {});
        Converted scaled = ReadOut.ANN.of(sum);

        float[] wanted = Ann.outputs(ann, weights, data);
        float[] found = Ann.outputs(scaled.network(), scaled.weights(), data);
        double norm = 0;
        double error = 0;
        for (int i = 0; i < wanted.length; i++) {
            norm += wanted[i] * wanted[i];
            error += Math.pow(TICKS * found[i] - wanted[i], 2);
        }
        assertThat(Math.sqrt(error / norm)).isLessThan(0.2);
        assertThat(scaled.outputScale()).isEqualTo(1);
        assertThat(ReadOut.SUM.of(sum)).isSameAs(sum);
    }

    @ParameterizedTest
    @EnumSource
    void aReadOutIsKnownByItsName(ReadOut readOut) {
        assertThat(ReadOut.of(readOut.toString())).isEqualTo(readOut);
        assertThatThrownBy(() -> ReadOut.of("mean"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("read-out is 'mean': it must be one of [sum, ann]");
    }
}
