package org.spikestill.lab.torch;

import java.util.HashMap;
import java.util.Map;
import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// One kernel over all ticks where there is one for the neuron, the reference for the rest.
final class FusedPopulations implements Populations {
    private final TorchNetwork owner;
    private final RunMode mode;
    private final Tape tape;
    private final boolean collapsed;
    private final Map<String, Long> spikes;
    private final ComposedPopulations rest;
    private final Map<String, Tensor> rates = new HashMap<>();
    private final Map<String, Tensor> sensitivities = new HashMap<>();

    /// @param tape takes a cut per population; null in a run without gradients through time
    /// @param collapsed whether rates and sensitivities of all populations are measured
    FusedPopulations(
            TorchNetwork owner, int samples, RunMode mode, Tape tape, boolean collapsed, Map<String, Long> spikes) {
        this.owner = owner;
        this.mode = mode;
        this.tape = tape;
        this.collapsed = collapsed;
        this.spikes = spikes;
        this.rest = new ComposedPopulations(owner, samples, spikes);
    }

    /// Whether there is a kernel for a neuron.
    static boolean knows(Neuron neuron) {
        return neuron instanceof Lif lif && VectorLif.knows(lif.surrogate());
    }

    @Override
    public Signal run(Node node, Neuron neuron, Signal in, boolean owned) {
        return knows(neuron) && neuron instanceof Lif lif
                ? fused(node, lif, in, owned && !in.constant())
                : rest.run(node, neuron, in, owned);
    }

    /// With gradients, the membrane takes the place of the input; without, the spikes do.
    private Signal fused(Node node, Lif lif, Signal in, boolean mine) {
        int ticks = owner.network().ticks();
        Tensor current = in.data();
        Tensor out = tape == null && mine
                ? current
                : in.constant() ? Functions.emptyFrames(current, ticks) : current.emptyLike();
        Tensor membrane = tape == null ? null : mine ? current : out.emptyLike();
        Tensor frame = in.constant() ? current : current.narrow(0, current.size(0) / ticks);
        Tensor rate = collapsed || mode.probes().contains(node.name()) ? frame.emptyLike() : null;
        Tensor sensitivity = collapsed ? frame.emptyLike() : null;
        LifRun run = new LifRun(lif, new VectorLif(), ticks);
        Tensor start = owner.tensor(node.name() + ".v");
        spikes.put(
                node.name(),
                run.forward(current, in.constant(), start, new LifRun.Outputs(out, membrane, rate, sensitivity)));
        rates.put(node.name(), rate);
        sensitivities.put(node.name(), sensitivity);
        if (tape != null) {
            Tensor read = rate == null ? null : rate.requiringGradient();
            tape.population(current, out.requiringGradient(), read, membrane, in.constant(), run);
        }
        return new Signal(out, false);
    }

    @Override
    public Tensor meanSpikes(String node) {
        return rates.get(node);
    }

    /// dr/dx of each neuron, averaged over ticks `[N, …]`.
    Tensor sensitivity(String node) {
        return sensitivities.get(node);
    }
}
