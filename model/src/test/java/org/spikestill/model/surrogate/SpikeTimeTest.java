package org.spikestill.model.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

class SpikeTimeTest {
    /// Outputs of a neuron of threshold 1 without leak that takes in the same current at every tick; the derivative is along
    /// that current.
    private static List<Dual> spikes(Surrogate surrogate, double current, int ticks) {
        Lif lif = new Lif(1, 1, new Reset(), Order.CHARGE_FIRST, surrogate);
        List<Dual> state = List.of(Dual.constant(0), Dual.constant(0));
        List<Dual> spikes = new ArrayList<>();
        for (int t = 0; t < ticks; t++) {
            var pulse = lif.step(new DualAlgebra(), Dual.variable(current), state, List.of());
            spikes.add(pulse.output());
            state = pulse.state();
        }
        return spikes;
    }

    /// u = 0.6, 1.2, 0.8, 1.4, 1.0, 1.6: spikes in ticks 2, 4 and 6. With the reset detached du/dx is the number of the
    /// tick. Ticks 1 and 2 know of no spike before; dt is 0 in ticks 3 and 5, and 1 in ticks 4 and 6.
    @Test
    void theSlopeGoesByTheTimeSinceTheLastSpike() {
        List<Dual> spikes = spikes(new SpikeTime(0.3f, 0.5f), 0.6, 6);
        double[] fired = {0, 1, 0, 1, 0, 1};
        double[] slope = {0, 0, 0.3, 0.3 * Math.exp(-0.5), 0.3, 0.3 * Math.exp(-0.5)};
        for (int t = 0; t < 6; t++) {
            assertThat(spikes.get(t).value()).as("spike in tick %d", t + 1).isEqualTo(fired[t]);
            assertThat(spikes.get(t).derivative())
                    .as("slope in tick %d", t + 1)
                    .isEqualTo(slope[t] * (t + 1), within(1e-6));
        }
    }

    /// u = 0.3, 0.6, 0.9, 1.2, 0.5, 0.8, 1.1: the spike of tick 4 is 0, 1 and 2 ticks past in ticks 5, 6 and 7.
    @Test
    void itFadesWithEverySilentTick() {
        List<Dual> spikes = spikes(new SpikeTime(0.5f, 0.1f), 0.3, 7);
        for (int dt = 0; dt < 3; dt++) {
            assertThat(spikes.get(4 + dt).derivative()).isEqualTo(0.5 * Math.exp(-0.1 * dt) * (5 + dt), within(1e-6));
        }
    }

    @Test
    void aNeuronThatNeverFiredLearnsNothing() {
        assertThat(spikes(new SpikeTime(), 0.01, 50))
                .allSatisfy(spike -> assertThat(spike.derivative()).isZero());
    }
}
