package org.spikestill.model.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.neuron.LearnedLif.Learns;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Triangle;

class LearnedLifTest {
    private static final DualAlgebra DUAL = new DualAlgebra();

    private static LearnedLif neuron(Learns learns) {
        return new LearnedLif(0.5f, 1, new Reset(), Order.CHARGE_FIRST, new Triangle(0.3f), learns);
    }

    /// v = 0.4, x = 1.2: u = 0.5·0.4 + 1.2 = 1.4, z = 0.4, slope 0.3·0.6 = 0.18. By V: dz/dV = −u/V² = −1.4, and the soft
    /// reset leaves u − V.
    @Test
    void theThresholdLearnsThroughTheSpikeAndThroughTheReset() {
        var pulse = neuron(Learns.THRESHOLD)
                .step(DUAL, Dual.constant(1.2), List.of(Dual.constant(0.4)), List.of(Dual.variable(0)));
        assertThat(pulse.output().value()).isEqualTo(1);
        assertThat(pulse.output().derivative()).isEqualTo(0.18 * -1.4, within(1e-7));
        assertThat(pulse.state().getFirst().value()).isEqualTo(0.4, within(1e-7));
        assertThat(pulse.state().getFirst().derivative()).isEqualTo(-1, within(1e-7));
    }

    /// The same tick by the leak: du/dleak = v = 0.4.
    @Test
    void theLeakLearnsThroughTheMembrane() {
        var pulse = neuron(Learns.LEAK)
                .step(DUAL, Dual.constant(1.2), List.of(Dual.constant(0.4)), List.of(Dual.variable(0)));
        assertThat(pulse.output().derivative()).isEqualTo(0.18 * 0.4, within(1e-7));
        assertThat(pulse.state().getFirst().derivative()).isEqualTo(0.4, within(1e-7));
    }

    /// A leak of 1 and a threshold near 0 hold their values and still learn.
    @Test
    void boundsHoldTheValueAndLetTheGradientThrough() {
        var leak = neuron(Learns.LEAK)
                .step(DUAL, Dual.constant(0.1), List.of(Dual.constant(0.4)), List.of(Dual.variable(0.7)));
        assertThat(leak.state().getFirst().value()).isEqualTo(0.5, within(1e-7));
        assertThat(leak.state().getFirst().derivative()).isEqualTo(0.4, within(1e-7));
        assertThat(neuron(Learns.THRESHOLD).fixed(List.of(-3f)).threshold()).isEqualTo(1e-3f);
        assertThat(neuron(Learns.BOTH).fixed(List.of(0f, 0.7f)).leak()).isEqualTo(1);
    }

    /// Multiples of 1/16 leave no room for rounding.
    @ParameterizedTest
    @EnumSource
    void fixedItIsThePlainNeuronSpikeForSpike(Learns learns) {
        LearnedLif neuron = neuron(learns);
        List<Float> offsets = neuron.learned().stream().map(_ -> -0.25f).toList();
        Lif plain = neuron.fixed(offsets);
        assertThat(plain.threshold()).isEqualTo(learns == Learns.LEAK ? 1 : 0.75f);
        assertThat(plain.leak()).isEqualTo(learns == Learns.THRESHOLD ? 0.5f : 0.25f);
        List<float[]> learned =
                offsets.stream().map(offset -> new float[] {offset}).toList();
        List<float[]> ours = List.of(new float[1]);
        List<float[]> theirs = List.of(new float[1]);
        int fired = 0;
        for (int t = 0; t < 200; t++) {
            float[] input = {Math.floorMod(Seed.of(5).at(t), 25) / 16f};
            var one = neuron.step(new ArrayAlgebra(), input, ours, learned);
            var other = plain.step(new ArrayAlgebra(), input, theirs, List.of());
            assertThat(one.output()[0]).isEqualTo(other.output()[0]);
            fired += (int) one.output()[0];
            ours = one.state();
            theirs = other.state();
        }
        assertThat(fired).isBetween(20, 180);
    }
}
