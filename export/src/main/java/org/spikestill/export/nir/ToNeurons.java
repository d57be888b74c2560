package org.spikestill.export.nir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Populations as NIR neurons in the Euler form: τ = Δt/(1 − leak), R = τ/Δt for an input that is added undamped, `v_leak` = 0. A neuron
/// that does not leak is an `IF` or `I` with R = 1/Δt.
///
/// An input that arrives `gain` times as large, or that the reader damps, gives a membrane of another scale f; threshold and initial
/// membrane follow it, and the spikes are the same.
final class ToNeurons {
    /// τ/Δt that stands for a neuron without leak: 1 − 2⁻³⁰ is 1 in fp32.
    private static final double ENDLESS = 0x1p30;

    private final Weights weights;
    private final Nir settings;
    private final List<String> subtracting = new ArrayList<>();

    ToNeurons(Weights weights, Nir settings) {
        this.weights = weights;
        this.settings = settings;
    }

    /// Names of the populations written whose reset is by subtraction.
    List<String> subtracting() {
        return subtracting;
    }

    /// @param gain of the population's input in the file
    NirNode node(Node node, Neuron neuron, Shape shape, double gain) {
        List<Float> learned = neuron.learned().stream()
                .map(constant ->
                        weights.get(Parameter.name(node.name(), constant)).at(0))
                .toList();
        return switch (neuron.fixed(learned)) {
            case Lif lif -> firing(node.name(), lif, shape, gain);
            case CubaLif cuba -> current(node.name(), cuba, shape, gain);
            case Integrator _ -> unleaky("I", node.name(), shape, gain, false);
            case LeakyIntegrator(float leak) when leak == 1 -> unleaky("I", node.name(), shape, gain, false);
            case LeakyIntegrator(float leak) -> leaky("LI", node.name(), shape, leak, gain, false);
            default ->
                throw new InvalidNetwork("'" + node.name() + "' is a "
                        + Neuron.catalog().name(neuron) + ", which NIR has no node for: use lif");
        };
    }

    /// Both the current and its effect on the membrane are undamped, whatever the dialect: w_in = τ_syn/Δt, R = τ_mem/Δt.
    private NirNode current(String name, CubaLif cuba, Shape shape, double gain) {
        double synaptic = steps(cuba.currentLeak());
        double membrane = steps(cuba.leak());
        Map<String, NirValue> fields = Map.of(
                "tau_syn", filled(shape, synaptic * settings.step()),
                "tau_mem", filled(shape, membrane * settings.step()),
                "w_in", filled(shape, synaptic),
                "r", filled(shape, membrane),
                "v_leak", filled(shape, 0),
                "v_threshold", filled(shape, gain * cuba.threshold()),
                "v_reset", filled(shape, 0));
        return started(new NirNode("CubaLIF", fields), name, gain);
    }

    /// τ/Δt of a share kept per tick.
    private static double steps(float leak) {
        return leak == 1 ? ENDLESS : 1 / (1 - (double) leak);
    }

    private NirNode firing(String name, Lif lif, Shape shape, double gain) {
        if (lif.order() == Order.FIRE_FIRST) {
            throw new InvalidNetwork("'" + name + "' fires before it integrates, which NIR cannot express: train with"
                    + " order=charge-first");
        }
        boolean leaks = lif.leak() != 1 || settings.dialect().needsLeak();
        NirNode made =
                leaks ? leaky("LIF", name, shape, lif.leak(), gain, true) : unleaky("IF", name, shape, gain, true);
        double scale = leaks ? scale(lif.leak(), gain) : gain;
        Map<String, NirValue> fields = new LinkedHashMap<>(made.fields());
        fields.put("v_threshold", filled(shape, scale * lif.threshold()));
        fields.put("v_reset", filled(shape, 0));
        NirNode whole = new NirNode(made.type(), fields, made.metadata());
        if (lif.reset().target() == Reset.Target.ZERO) {
            return whole;
        }
        subtracting.add("'" + name + "'");
        return settings.reset() == ResetChoice.SUBTRACT
                ? whole.withMetadata("reset", new NirValue.Text("subtract"))
                : whole;
    }

    /// Membrane in the file by membrane here.
    private double scale(float leak, double gain) {
        return settings.dialect().dampsInput() ? (1 - (double) leak) * gain : gain;
    }

    /// @param fires whether the scale of the membrane is free, since only spikes leave
    private NirNode leaky(String type, String name, Shape shape, float leak, double gain, boolean fires) {
        double steps = steps(leak);
        double r = settings.dialect().dampsInput() ? 1 : steps;
        Map<String, NirValue> fields = Map.of(
                "tau", filled(shape, steps * settings.step()),
                "r", filled(shape, fires ? r : r / gain),
                "v_leak", filled(shape, 0));
        return started(new NirNode(type, fields), name, fires ? scale(leak, gain) : 1);
    }

    private NirNode unleaky(String type, String name, Shape shape, double gain, boolean fires) {
        double r = settings.dialect() == Dialect.NORSE ? 1 : 1 / settings.step();
        return started(new NirNode(type, Map.of("r", filled(shape, fires ? r : r / gain))), name, fires ? gain : 1);
    }

    /// NIR has no initial membrane: it goes into the metadata.
    private NirNode started(NirNode node, String name, double scale) {
        return weights.find(name, Parameter.Role.INITIAL_STATE)
                .map(block -> node.withMetadata("v_initial", NirArray.of(block, scale)))
                .orElse(node);
    }

    private NirArray filled(Shape shape, double value) {
        return NirArray.filled(
                settings.dialect().isSinglePrecision() ? NirArray.Type.FLOAT32 : NirArray.Type.FLOAT64, shape, value);
    }
}
