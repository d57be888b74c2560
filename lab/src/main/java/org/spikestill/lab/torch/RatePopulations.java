package org.spikestill.lab.torch;

import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;

/// The time-averaged network of rate-based back-propagation (Yu et al., NeurIPS 2024): a population passes on the firing
/// rate that was measured, and its gradient is multiplied by the measured sensitivity.
///
/// ```
/// forward r = (1/T) Σ_t s[t]       backward dL/dx̄ = dL/dr · e       read-out z = T·x̄ + v[0]
/// ```
///
/// @param measured the run through time
record RatePopulations(TorchNetwork owner, FusedPopulations measured, Tape tape) implements Populations {
    @Override
    public boolean takes(Neuron neuron, Signal in, int pool) {
        return measured.takes(neuron, in, pool);
    }

    @Override
    public boolean reads(Neuron neuron) {
        return !FusedPopulations.knows(neuron);
    }

    @Override
    public Signal run(Node node, Neuron neuron, Signal in, boolean owned, Tail tail) {
        if (neuron instanceof Integrator && node.equals(owner.network().output())) {
            Tensor sum = in.data().as(Precision.FLOAT32).times(owner.network().ticks());
            Tensor start = owner.tensor(node.name(), Role.INITIAL_STATE);
            return in.with(start == null ? sum : sum.plus(start));
        }
        RateRun average = measured.average(node.name());
        if (average == null) {
            throw Gradient.refusal(node, neuron);
        }
        average.output().requiringGradient();
        if (average.rate() != null) {
            average.rate().requiringGradient();
        }
        tape.rates(node.name(), in.data(), average);
        return in.with(average.output());
    }

    @Override
    public Tensor meanSpikes(String node) {
        return measured.meanSpikes(node);
    }
}
