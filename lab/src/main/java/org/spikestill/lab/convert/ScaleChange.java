package org.spikestill.lab.convert;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// A change of signal scales that leaves what the network computes as it was:
///
/// ```
/// W ← W · (c'(in)/c'(out)) / (c(in)/c(out))      b ← b · c(out)/c'(out)      v[0] ← v[0] · c(in)/c'(in)
/// ```
///
/// In a chain of layers in which a spike is worth its threshold, c(out) = c(in) behind weights: they stay as they are, to the bit,
/// and a bias is divided by the product of the thresholds before it.
///
/// @param network with the scales to come
/// @param from scales that the weights have
/// @param to scales that they get
record ScaleChange(Network network, SignalScales from, SignalScales to) {
    /// @param changes receives a line for each array that is not the same afterwards
    Weights of(Weights weights, List<String> changes) {
        Map<String, Parameter> parameters = new HashMap<>();
        network.parameters().forEach(each -> parameters.put(each.name(), each));
        network.initialStates().forEach(each -> parameters.put(each.name(), each));
        Map<String, Block> blocks = new LinkedHashMap<>();
        weights.blocks().forEach((name, block) -> {
            Parameter parameter = parameters.get(name);
            float factor = (float) factor(parameter);
            blocks.put(name, factor == 1 ? block : Blocks.times(block, factor));
            if (factor != 1) {
                describe(parameter, factor, changes);
            }
        });
        return new Weights(blocks);
    }

    private static void describe(Parameter parameter, float factor, List<String> changes) {
        if (parameter.role() == Role.WEIGHT) {
            changes.add("weights of '" + parameter.node() + "' are multiplied by " + factor
                    + ", so that spikes are worth their amplitude");
        } else if (parameter.role() == Role.BIAS) {
            changes.add("the bias of '" + parameter.node() + "' is multiplied by " + factor
                    + ", the scale of what it is added to");
        }
    }

    private double factor(Parameter parameter) {
        String node = parameter.node();
        double inBefore = from.before(network.node(node));
        double inAfter = to.before(network.node(node));
        double outBefore = from.of(node);
        double outAfter = to.of(node);
        return switch (parameter.role()) {
            case WEIGHT -> (inAfter / outAfter) / (inBefore / outBefore);
            case BIAS -> outBefore / outAfter;
            case INITIAL_STATE -> inBefore / inAfter;
            case CONSTANT -> 1;
            case SCALE, SHIFT, RUNNING_MEAN, RUNNING_VARIANCE, THRESHOLD, GATE ->
                throw new AssertionError("'" + parameter.name() + "' belongs to no converted network");
        };
    }
}
