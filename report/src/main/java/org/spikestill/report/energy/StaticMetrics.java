package org.spikestill.report.energy;

import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;

/// NeuroBench's static metrics of a network.
///
/// @param parameters numbers that are trained
/// @param footprintBytes of all parameters, statistics and neuron states in fp32
/// @param packedBytes the same with weights of synapses in 8 bits, which the stored figure does not credit
/// @param connectionSparsity share of weights equal to 0 over layers with synapses, without biases, to 4 decimals
public record StaticMetrics(long parameters, long footprintBytes, long packedBytes, double connectionSparsity) {
    public static StaticMetrics of(Network network, Weights weights) {
        long trained = 0;
        long stored = 0;
        for (Parameter parameter : network.parameters()) {
            int elements = parameter.shape().elements();
            trained += parameter.kind() == Parameter.Kind.STATISTIC ? 0 : elements;
            stored += elements;
        }
        for (Parameter state : network.initialStates()) {
            stored += state.shape().elements();
        }
        long synapses = 0;
        long zeros = 0;
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Weighted) {
                Block weight = weights.get(node.name(), Parameter.Role.WEIGHT);
                synapses += weight.shape().elements();
                zeros += zeros(weight);
            }
        }
        double sparsity = synapses == 0 ? 0 : Math.round(1e4 * zeros / synapses) / 1e4;
        return new StaticMetrics(trained, Float.BYTES * stored, Float.BYTES * (stored - synapses) + synapses, sparsity);
    }

    private static long zeros(Block weight) {
        long zeros = 0;
        for (float value : weight.toFloats()) {
            zeros += value == 0 ? 1 : 0;
        }
        return zeros;
    }
}
