package org.spikestill.export.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Time steps of populations as ONNX operations, and the values that carry their states from one to the next.
final class OnnxNeurons {
    private final OnnxGraph graph;
    private final Weights weights;
    private final Map<String, String> states = new HashMap<>();

    OnnxNeurons(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /// @param input current of this time step
    /// @return spikes, or the membrane of a read-out
    String step(String node, Neuron neuron, int tick, String input) {
        List<Float> learned = neuron.learned().stream()
                .map(constant -> weights.get(Parameter.name(node, constant)).at(0))
                .toList();
        String at = node + "@" + tick;
        String before = states.containsKey(node) ? states.get(node) : start(node, input);
        return switch (neuron.fixed(learned)) {
            case Lif lif
            when lif.order() == Order.CHARGE_FIRST -> {
                String ready = plus(at + "/u", times(at + "/kept", before, lif.leak()), input);
                yield fired(node, at, ready, lif.threshold(), lif.reset().target());
            }
            case Lif lif -> {
                String spikes =
                        fired(node, at, before, lif.threshold(), lif.reset().target());
                String kept = times(at + "/kept", states.get(node), lif.leak());
                states.put(node, plus(at + "/v", kept, input));
                yield spikes;
            }
            case CubaLif cuba -> {
                String old = states.getOrDefault(node + "/current", "");
                String current = old.isEmpty()
                        ? input
                        : plus(at + "/current", times(at + "/faded", old, cuba.currentLeak()), input);
                states.put(node + "/current", current);
                String ready = plus(at + "/u", times(at + "/kept", before, cuba.leak()), current);
                yield fired(node, at, ready, cuba.threshold(), Reset.Target.ZERO);
            }
            case Integrator _ -> integrated(node, plus(at, before, input));
            case LeakyIntegrator(float leak) -> integrated(node, plus(at, times(at + "/kept", before, leak), input));
            default ->
                throw new InvalidNetwork("'" + node + "' is a "
                        + Neuron.catalog().name(neuron) + ", which is not written as ONNX: use lif or cuba-lif");
        };
    }

    private String integrated(String node, String membrane) {
        states.put(node, membrane);
        return membrane;
    }

    /// The membrane before the first time step, in the shape of the current.
    private String start(String node, String input) {
        String zeros = graph.node("Mul", node + "/zeros", Map.of(), input, graph.scalar("zero", 0));
        return weights.find(node, Parameter.Role.INITIAL_STATE)
                .map(block -> graph.node("Add", node + "/start", Map.of(), zeros, stored(node, block)))
                .orElse(zeros);
    }

    private String stored(String node, Block block) {
        return graph.constant(
                Parameter.Role.INITIAL_STATE.of(node), block.shape().sizes(), block);
    }

    /// Spikes of a membrane, whose reset is the next state.
    private String fired(String node, String at, String ready, float threshold, Reset.Target reset) {
        String limit = graph.scalar(node + ".threshold", threshold);
        String above = graph.node("Greater", at + "/above", Map.of(), ready, limit);
        String spikes = graph.node("Cast", at, Map.of("to", 1), above);
        String target = reset == Reset.Target.SUBTRACT
                ? graph.node("Sub", at + "/less", Map.of(), ready, limit)
                : graph.scalar("zero", 0);
        states.put(node, graph.node("Where", at + "/rested", Map.of(), above, target, ready));
        return spikes;
    }

    private String times(String name, String value, float factor) {
        return factor == 1 ? value : graph.node("Mul", name, Map.of(), value, graph.scalar("f" + factor, factor));
    }

    private String plus(String name, String left, String right) {
        return graph.node("Add", name, Map.of(), left, right);
    }
}
