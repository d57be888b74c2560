package org.spikestill.lab.torch.kernel;

import org.spikestill.lab.torch.kernel.LifKernel.Population;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// One neuron of a population on its way through the ticks, by the definition of [Dynamics]. Mutable.
final class ScalarMembrane {
    private final Population population;
    private final Dynamics dynamics;
    private final long neuron;
    private float current;
    private float v;

    ScalarMembrane(Population population, long neuron) {
        this.population = population;
        this.dynamics = population.neuron();
        this.neuron = neuron;
        v = population.start().of(neuron);
        current = population.currentStart().of(neuron);
    }

    /// The membrane after the ticks so far.
    float v() {
        return v;
    }

    /// Goes through the tick t, ticks in order.
    ///
    /// @return u, which the threshold is compared with
    float step(int t) {
        Lif lif = dynamics.lif();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        float x = population.current().get(population.constant() ? neuron : t * population.neurons() + neuron);
        float u = dynamics.driven() ? driven(x) : chargeFirst ? v * lif.leak() + x : v;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        float rested = !(u > lif.threshold()) ? u : soft ? u - lif.threshold() : 0;
        v = chargeFirst ? rested : rested * lif.leak() + x;
        return u;
    }

    private float driven(float x) {
        current = dynamics.current().of(current) + x;
        return dynamics.limited(dynamics.membrane().of(v) + current);
    }
}
