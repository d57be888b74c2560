package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.FoldedBatchNorm;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.SpikingForm;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;

/// A calibration under way.
///
/// @param ann with ReLUs
/// @param annWeights its weights
/// @param spiking with thresholds as if spikes were worth them
/// @param weights of the spiking network, in the same unit
/// @param populations from the input on
/// @param changes one line each
record Calibration(
        Network ann,
        Weights annWeights,
        Network spiking,
        Weights weights,
        List<Population> populations,
        List<String> changes) {
    Calibration {
        populations = List.copyOf(populations);
        changes = List.copyOf(changes);
    }

    /// @param activation its name in the ANN
    /// @param name its name in the spiking network
    /// @param threshold also the value of a spike
    record Population(String activation, String name, float threshold) {}

    /// @param ceilings threshold by activation
    static Calibration begin(Network ann, Weights annWeights, Encoder encoder, int ticks, Map<String, Float> ceilings) {
        SpikingForm form =
                SpikingForm.of(ann, encoder, ticks, node -> new Lif().withThreshold(ceilings.get(node.name())));
        List<Population> populations = new ArrayList<>();
        Weights weights = form.kept(annWeights);
        for (Map.Entry<String, String> each : form.populations().entrySet()) {
            Population one = new Population(each.getKey(), each.getValue(), ceilings.get(each.getKey()));
            populations.add(one);
            weights = weights.with(one.name(), Role.INITIAL_STATE, Block.of(Shape.of(1), one.threshold() / 2));
        }
        return new Calibration(ann, annWeights, form.network(), weights, populations, form.changes());
    }

    Converted converted() {
        Map<String, Float> worth = ClipToSpike.thresholds(spiking);
        return Amplitudes.folded(spiking, weights, worth, 1, changes);
    }

    /// Mean deficit of each neuron of a population: the ANN's activation less the value of the spikes
    /// per tick.
    double[] lost(Population population, Dataset samples) throws IOException {
        double[] wanted = Prefix.of(ann, annWeights, population.activation()).mean(samples);
        Converted now = converted();
        double[] rates =
                Prefix.of(now.network(), now.weights(), population.name()).mean(samples);
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] -= population.threshold() * rates[i];
        }
        return wanted;
    }

    /// @param lost by neuron, planar
    Calibration withPotential(Population population, double[] lost) {
        String name = Role.INITIAL_STATE.of(population.name());
        float[] now = weights.get(name).toFloats();
        float[] potentials = new float[lost.length];
        for (int i = 0; i < lost.length; i++) {
            potentials[i] = (float) (now[now.length == 1 ? 0 : i] + spiking.ticks() * lost[i]);
        }
        Shape shape = spiking.shapes().get(population.name());
        return with(
                spiking,
                weights.with(name, Block.of(shape, potentials)),
                "'" + population.name() + "' starts from potentials of its own");
    }

    /// @param lost by neuron, planar; its mean per channel goes into the bias
    Calibration withBias(Population population, double[] lost) {
        Node source = source(spiking, population.name());
        int channels = spiking.shapes().get(source.name()).channels();
        float[] bias =
                weights.find(source.name(), Role.BIAS).map(Block::toFloats).orElseGet(() -> new float[channels]);
        int pixels = lost.length / channels;
        for (int i = 0; i < lost.length; i++) {
            bias[i / pixels] += (float) (lost[i] / pixels);
        }
        Network biased = spiking.mapNodes(node -> node.equals(source) ? FoldedBatchNorm.biased(node) : node);
        return with(
                biased,
                weights.with(source.name(), Role.BIAS, Block.of(Shape.of(channels), bias)),
                "the bias of '" + source.name() + "' makes up for what '" + population.name() + "' loses");
    }

    /// @param weight of the layer before a population
    Calibration withWeight(Population population, Block weight) {
        Node source = source(spiking, population.name());
        return with(
                spiking,
                weights.with(source.name(), Role.WEIGHT, weight),
                "the weights of '" + source.name() + "' are fitted to the spikes of '" + population.name() + "'");
    }

    private Calibration with(Network network, Weights values, String change) {
        List<String> more = new ArrayList<>(changes);
        more.add(change);
        return new Calibration(ann, annWeights, network, values, populations, more);
    }

    /// The layer with weights whose bias reaches a population one to one.
    static Node source(Network network, String population) {
        Node node = network.node(population);
        while (!(node.layer() instanceof Layer.Weighted)) {
            String before = node.inputs().getFirst();
            if (before.equals(Network.INPUT) || network.node(before).layer() instanceof Layer.Spike) {
                throw new InvalidNetwork("'" + population + "' has no layer with weights before it whose bias could be"
                        + " corrected: calibrate potentials instead");
            }
            node = network.node(before);
        }
        return node;
    }
}
