package org.spikestill.lab.torch;

import java.util.HashMap;
import java.util.Map;
import org.spikestill.lab.torch.kernel.Dynamics;
import org.spikestill.lab.torch.kernel.LifKernel;
import org.spikestill.lab.torch.kernel.PoolWindows;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.neuron.Neuron;

/// One kernel over all ticks where there is one for the neuron, the reference for the rest.
final class FusedPopulations implements Populations {
    private final TorchNetwork owner;
    private final int samples;
    private final RunMode mode;
    private final Tape tape;
    private final boolean rateBased;
    private final Map<String, Long> spikes;
    private final ComposedPopulations rest;
    private final Map<String, Tensor> rates = new HashMap<>();
    private final Map<String, RateRun> averages = new HashMap<>();

    /// @param tape takes a cut per population; null in a run without gradients through time
    /// @param rateBased whether the averages of all populations are measured
    FusedPopulations(
            TorchNetwork owner, int samples, RunMode mode, Tape tape, boolean rateBased, Map<String, Long> spikes) {
        this.owner = owner;
        this.samples = samples;
        this.mode = mode;
        this.tape = tape;
        this.rateBased = rateBased;
        this.spikes = spikes;
        this.rest = new ComposedPopulations(owner, samples, spikes, mode.work());
    }

    /// Whether there is a kernel for a neuron.
    static boolean knows(Neuron neuron) {
        return Dynamics.of(neuron).isPresent();
    }

    @Override
    public boolean takes(Neuron neuron, Signal in, int pool) {
        return knows(neuron) && PoolWindows.cover(in.data().sizes(), pool);
    }

    @Override
    public Signal run(Node node, Neuron neuron, Signal in, boolean owned, Tail tail) {
        return Dynamics.of(neuron)
                .map(dynamics -> fused(node, dynamics, in, owned && !in.constant(), tail))
                .orElseGet(() -> rest.run(node, neuron, in, owned, tail));
    }

    /// Without gradients, spikes that are not pooled take the place of the input; with them, the input's gradient will.
    private Signal fused(Node node, Dynamics dynamics, Signal in, boolean mine, Tail tail) {
        int ticks = owner.network().ticks();
        Tensor current = in.data();
        long[] sizes = current.sizes();
        PoolWindows windows = PoolWindows.of(sizes, tail.pool());
        boolean inPlace = tape == null && mine && tail.pool() == 1 && current.precision() == mode.precision();
        Tensor out = inPlace ? current : outputs(windows, sizes);
        Tensor rate;
        Tensor mask;
        RateRun average;
        try (Tensor frame = in.constant() ? current.detach() : current.narrow(0, samples);
                Tensor outFrame = out.narrow(0, samples)) { // a view left open keeps all ticks in memory
            rate = mode.probes().contains(node.name()) ? frame.emptyLike(Precision.FLOAT32) : null;
            mask = tail.mask(outFrame);
            average = rateBased
                    ? new RateRun(windows, mask, outFrame.emptyLike(mode.precision()), rate, frame.emptyLike())
                    : null;
        }
        LifRun run = new LifRun(
                dynamics,
                LifKernel.best(),
                ticks,
                windows,
                current,
                in.constant(),
                owner.tensor(node.name(), Role.INITIAL_STATE),
                dynamics.driven() ? owner.tensor(Parameter.name(node.name(), "current")) : null,
                mask);
        mode.work().update(node.name(), run::membraneUpdates); // before its spikes may take the place of its currents
        spikes.put(node.name(), run.forward(out, rate, average));
        rates.put(node.name(), rate);
        averages.put(node.name(), average);
        if (tape != null) {
            Tensor read = rate == null ? null : rate.requiringGradient();
            tape.population(node.name(), run, out.requiringGradient(), read, mine);
        }
        return new Signal(out, false);
    }

    private Tensor outputs(PoolWindows windows, long[] sizes) {
        long[] outputs = windows.outputs(sizes);
        outputs[0] = (long) owner.network().ticks() * samples;
        return Functions.emptyFrames(mode.precision(), outputs);
    }

    @Override
    public Tensor meanSpikes(String node) {
        return rates.get(node);
    }

    /// Averages measured of a population, or null.
    RateRun average(String node) {
        return averages.get(node);
    }
}
