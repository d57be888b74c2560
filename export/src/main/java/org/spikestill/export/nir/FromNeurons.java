package org.spikestill.export.nir;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Reset;

/// NIR neurons at a time step, as neurons of ours whose input is added undamped: `V = decay·V + w·X` with input `X = gain·x` is
/// `v = decay·v + x` for `V = w·gain·v`.
///
/// @param version of the library that wrote the file
final class FromNeurons {
    private static final double ROUNDING = 1e-9;

    private final Nir settings;
    private final String version;
    private final Collection<String> remarks;

    /// A neuron of ours.
    ///
    /// @param scale V/v, which a read-out's output carries on
    record Made(Neuron neuron, double scale) {}

    FromNeurons(Nir settings, String version, Collection<String> remarks) {
        this.settings = settings;
        this.version = version;
        this.remarks = remarks;
    }

    Made neuron(String name, NirNode node, double gain) {
        if (node.find("v_leak").isPresent() && value(name, node, "v_leak") != 0) {
            throw new InvalidNetwork("'" + name + "' has v_leak " + value(name, node, "v_leak")
                    + ": neurons here rest at 0, shift weights and threshold");
        }
        return switch (node.type()) {
            case "Threshold" -> {
                double threshold = value(name, node, "threshold") / gain;
                yield new Made(lif(name, 0, threshold, Reset.Target.ZERO), gain);
            }
            case "I", "LI" -> integrating(name, node, gain);
            case "IF", "LIF" -> firing(name, node, gain);
            case "CubaLIF" -> current(name, node, gain);
            default ->
                throw new InvalidNetwork("'" + name + "' is a " + node.type()
                        + ", which has no counterpart here: use IF, LIF, CubaLIF, I or LI");
        };
    }

    private Made integrating(String name, NirNode node, double gain) {
        double decay = decay(name, node);
        double scale = whole(input(name, node) * gain);
        return new Made(decay == 1 ? new Integrator() : new LeakyIntegrator((float) decay), scale);
    }

    private Made firing(String name, NirNode node, double gain) {
        double scale = whole(input(name, node) * gain);
        double decay = decay(name, node);
        double threshold = value(name, node, "v_threshold");
        remarks.add("'%s': decay %.6g per step, input gain %.6g, threshold %.6g"
                .formatted(name, decay, input(name, node), threshold));
        return new Made(lif(name, decay, threshold / scale, reset(name, node)), scale);
    }

    /// I = α·I + w·X and V = β·V + u·I are ours for I = w·gain·i and V = u·w·gain·v; a missing `w_in` is 1.
    private Made current(String name, NirNode node, double gain) {
        if (reset(name, node) == Reset.Target.SUBTRACT) {
            throw new InvalidNetwork(
                    "'" + name + "' would subtract its threshold, but neurons with a current reset to 0 here:"
                            + " read it with reset=zero");
        }
        double weight = node.find("w_in").isPresent() ? value(name, node, "w_in") : 1;
        double synaptic = value(name, node, "tau_syn");
        double membrane = value(name, node, "tau_mem");
        Scheme scheme = settings.discretisation();
        double scale = whole(settings.dialect().gain(scheme, settings.step(), synaptic, weight)
                * settings.dialect().gain(scheme, settings.step(), membrane, value(name, node, "r"))
                * gain);
        double threshold = value(name, node, "v_threshold") / scale;
        double faded = scheme.decay(settings.step(), synaptic);
        Lif like = lif(name, scheme.decay(settings.step(), membrane), threshold, Reset.Target.ZERO);
        if (!(synaptic > 0 && faded >= 0 && faded <= 1)) {
            throw new InvalidNetwork(
                    "'" + name + "' has tau_syn " + synaptic + ": it must be above the time step " + settings.step());
        }
        remarks.add("'%s': decays %.6g and %.6g per step, input gain %.6g".formatted(name, faded, like.leak(), scale));
        return new Made(new CubaLif((float) faded, like.leak(), like.threshold(), like.surrogate()), scale);
    }

    private static Lif lif(String name, double decay, double threshold, Reset.Target target) {
        if (!(decay >= 0 && decay <= 1) || !(threshold > 0) || !Float.isFinite((float) threshold)) {
            throw new InvalidNetwork("'" + name + "' has decay " + decay + " and threshold " + threshold
                    + ": the decay must lie in [0, 1] and the threshold be above 0, give the time step that it was made for"
                    + " (dt)");
        }
        Lif usual = new Lif();
        return new Lif((float) decay, (float) threshold, new Reset(target, true), usual.order(), usual.surrogate());
    }

    /// Share of the membrane kept per tick.
    private double decay(String name, NirNode node) {
        if (node.find("tau").isEmpty()) {
            return 1;
        }
        double tau = value(name, node, "tau");
        if (!(tau > 0)) {
            throw new InvalidNetwork("'" + name + "' has tau " + tau + ": it must be above 0");
        }
        return settings.discretisation().decay(settings.step(), tau);
    }

    /// Factor w of an input.
    private double input(String name, NirNode node) {
        double r = value(name, node, "r");
        double w = node.find("tau").isEmpty()
                ? settings.dialect().gain(settings.step(), r)
                : settings.dialect().gain(settings.discretisation(), settings.step(), value(name, node, "tau"), r);
        if (!(w > 0) || Double.isInfinite(w)) {
            throw new InvalidNetwork("'" + name + "' has input gain " + w + ": it must be above 0");
        }
        return w;
    }

    /// 1 where only the rounding of τ and R is between.
    private static double whole(double factor) {
        return Math.abs(factor - 1) < ROUNDING ? 1 : factor;
    }

    private static double value(String name, NirNode node, String field) {
        return node.array(field).uniform("'" + name + "." + field + "'");
    }

    private Reset.Target reset(String name, NirNode node) {
        if (node.find("v_reset").isPresent() && value(name, node, "v_reset") != 0) {
            throw new InvalidNetwork("'" + name + "' resets to " + value(name, node, "v_reset")
                    + ": neurons here reset to 0 or by subtraction");
        }
        return switch (settings.reset()) {
            case SUBTRACT -> Reset.Target.SUBTRACT;
            case ZERO -> Reset.Target.ZERO;
            case STRICT -> stored(name, node);
        };
    }

    private Reset.Target stored(String name, NirNode node) {
        Optional<String> note = node.note("reset");
        if (note.isPresent() && note.get().equals("subtract")) {
            return Reset.Target.SUBTRACT;
        }
        if (node.find("v_reset").isPresent() || !isBefore106()) {
            return Reset.Target.ZERO;
        }
        if (!node.type().equals("IF")) {
            throw new InvalidNetwork("'" + name + "' has no v_reset, and the file is of version " + version
                    + ", which left the reset open: name it, reset=subtract or reset=zero");
        }
        remarks.add("reset unspecified: the file is of version " + version + " and has no v_reset, so that '" + name
                + "' subtracts its threshold; reset=zero reads it otherwise");
        return Reset.Target.SUBTRACT;
    }

    /// Whether the library knew no `v_reset` yet.
    private boolean isBefore106() {
        int[] parts = Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .limit(3)
                .mapToInt(part -> Integer.parseInt(part.substring(0, Math.min(4, part.length()))))
                .toArray();
        int[] first = {1, 0, 6};
        return Arrays.compare(parts, first) < 0;
    }
}
