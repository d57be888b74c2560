package org.spikestill.export.c;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Dynamics of one population in C, a statement per rounding.
///
/// @param neuron with what it has learned built in
/// @param start initial membranes, or nothing if they are 0
record CNeuron(Neuron neuron, Optional<Block> start) {
    /// @throws InvalidNetwork for a neuron that no C code is written for
    static CNeuron of(Node node, Neuron neuron, Weights weights) {
        List<Float> learned = neuron.learned().stream()
                .map(constant ->
                        weights.get(Parameter.name(node.name(), constant)).at(0))
                .toList();
        Neuron fixed = neuron.fixed(learned);
        boolean known = fixed instanceof Lif
                || fixed instanceof CubaLif
                || fixed instanceof Integrator
                || fixed instanceof LeakyIntegrator;
        if (!known) {
            throw new InvalidNetwork("'" + node.name() + "' is a "
                    + Neuron.catalog().name(neuron) + ", for which there is no C code: use lif or cuba-lif");
        }
        return new CNeuron(fixed, weights.find(node.name(), Parameter.Role.INITIAL_STATE));
    }

    boolean hasCurrent() {
        return neuron instanceof CubaLif;
    }

    /// @param constants stores values and returns the name of their array
    String start(String v, CSignal in, Function<float[], String> constants) {
        float[] planar = start.map(Block::toFloats).orElse(new float[1]);
        if (planar.length == 1) {
            return "    for (int i = 0; i < %d; i++) %s[i] = %sf;\n"
                    .formatted(in.elements(), v, Float.toHexString(planar[0]));
        }
        float[] ordered = new float[planar.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = planar[in.planar(i)];
        }
        return "    for (int i = 0; i < %d; i++) %s[i] = %s[i];\n"
                .formatted(in.elements(), v, constants.apply(ordered));
    }

    String code(CSignal in, String v, String current, String spikes, int meter) {
        String x = "(float)" + in.array() + "[i]";
        String body = switch (neuron) {
            case Lif lif -> lif(lif, x, v) + count(spikes, meter);
            case CubaLif cuba -> cuba(cuba, x, v, current) + count(spikes, meter);
            case LeakyIntegrator(float leak) -> kept(v, leak) + "        %1$s[i] = kept + %2$s;\n".formatted(v, x);
            default -> "        %1$s[i] = %1$s[i] + %2$s;\n".formatted(v, x);
        };
        return "    for (int i = 0; i < %d; i++) {\n%s    }\n".formatted(in.elements(), body);
    }

    private static String lif(Lif lif, String x, String v) {
        String rest =
                lif.reset().target() == Reset.Target.SUBTRACT ? "ready - %sf".formatted(hex(lif.threshold())) : "0.0f";
        String fire = "        const int fires = ready > %sf;\n        const float rested = fires ? %s : ready;\n"
                .formatted(hex(lif.threshold()), rest);
        return lif.order() == Order.CHARGE_FIRST
                ? kept(v, lif.leak())
                        + "        const float ready = kept + %s;\n".formatted(x)
                        + fire
                        + "        %s[i] = rested;\n".formatted(v)
                : "        const float ready = %s[i];\n".formatted(v)
                        + fire
                        + "        const float kept = %sf * rested;\n        %s[i] = kept + %s;\n"
                                .formatted(hex(lif.leak()), v, x);
    }

    private static String cuba(CubaLif cuba, String x, String v, String current) {
        return """
                        const float faded = %1$sf * %2$s[i];
                        const float current = faded + %3$s;
                """.formatted(hex(cuba.currentLeak()), current, x)
                + kept(v, cuba.leak())
                + """
                        const float ready = kept + current;
                        const int fires = ready > %1$sf;
                        %2$s[i] = current;
                        %3$s[i] = fires ? 0.0f : ready;
                """.formatted(hex(cuba.threshold()), current, v);
    }

    private static String kept(String v, float leak) {
        return leak == 1
                ? "        const float kept = %s[i];\n".formatted(v)
                : "        const float kept = %sf * %s[i];\n".formatted(hex(leak), v);
    }

    private static String count(String spikes, int meter) {
        return "        %s[i] = (unsigned char)fires;\n        spike_counts[%d] += (unsigned)fires;\n"
                .formatted(spikes, meter);
    }

    private static String hex(float value) {
        return Float.toHexString(value);
    }
}
