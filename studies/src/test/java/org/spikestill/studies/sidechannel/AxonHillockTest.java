package org.spikestill.studies.sidechannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.settings.InvalidSettings;

class AxonHillockTest {
    private static List<Waveform.Edge> edges(AxonHillock circuit, double nanoamperes) {
        return circuit.run(Current.constant(nanoamperes), 0, 200_000).edges();
    }

    /// Relative, against the circuit integrated from edge to edge.
    @ParameterizedTest
    @CsvSource({"1,1,1,0.5,2000,200", "0.3,0.7,1.8,0.9,1500,37", "2.5,0.1,1.2,0.7,900,450"})
    void closedFormsAreTheIntegratedCircuit(float cm, float cf, float vdd, float vth, float reset, double input) {
        AxonHillock circuit = new AxonHillock(cm, cf, vdd, vth, reset);
        List<Waveform.Edge> edges = edges(circuit, input);
        equal(edges.get(0).nanoseconds(), circuit.firstSpikeNanoseconds(input));
        for (int i = 1; i < Math.min(9, edges.size()); i++) {
            double lasted = edges.get(i).nanoseconds() - edges.get(i - 1).nanoseconds();
            equal(lasted, edges.get(i).rising() ? circuit.lowNanoseconds(input) : circuit.highNanoseconds(input));
        }
    }

    private static void equal(double found, double wanted) {
        assertThat(found / wanted).isEqualTo(1, within(1e-9));
    }

    /// (1 pF + 1 pF)·0.5 V / 200 nA = 5 µs, 1 pF·1 V / 200 nA = 5 µs, 1 pF·1 V / 1.8 µA = 0.5556 µs.
    @Test
    void theUsualCircuitHasTheWorkedTimes() {
        AxonHillock circuit = new AxonHillock();
        assertThat(circuit.firstSpikeNanoseconds(200)).isEqualTo(5000, within(1e-6));
        assertThat(circuit.lowNanoseconds(200)).isEqualTo(5000, within(1e-6));
        assertThat(circuit.highNanoseconds(200)).isEqualTo(5000 / 9.0, within(1e-6));
        assertThat(circuit.jumpVolts()).isEqualTo(0.5);
    }

    /// The circuit again, in small steps of Euler's method: an answer without edges that are computed. Edges are late by a
    /// step each.
    @Test
    void smallStepsGiveTheSameSpikes() {
        AxonHillock circuit = new AxonHillock(0.8f, 1.1f, 1, 0.6f, 1000);
        double step = 0.01;
        double volts = 0;
        boolean high = false;
        List<Double> wanted = new ArrayList<>();
        for (double time = 0; time < 60_000; time += step) {
            volts += (high ? 150 - 1000.0 : 150) / 1.9 * 1e-6 * step;
            if (high ? volts < 0.6 : volts >= 0.6) {
                volts += (high ? -1 : 1) * 1.1 / 1.9;
                high = !high;
                if (high) {
                    wanted.add(time + step);
                }
            }
        }
        List<Double> found = circuit.run(Current.constant(150), 0, 60_000).spikes();
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(wanted.get(i), within(2 * step * (2 * i + 2)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0.3", "1,0.7", "0.4,0.5", "3,0.5"})
    void theSteadyPeriodDependsOnNeitherMembraneNorThreshold(float cm, float vth) {
        double usual = period(new AxonHillock());
        double changed = period(new AxonHillock().withMembrane(cm).withThreshold(vth));
        assertThat(changed / usual).isEqualTo(1, within(1e-9));
    }

    private static double period(AxonHillock circuit) {
        List<Double> spikes = circuit.run(Current.constant(200), 0, 200_000).spikes();
        return spikes.get(6) - spikes.get(5);
    }

    /// Spikes of 25 ns and 200 nA bring 5 fC each onto 2 pF: 2.5 mV, so that the 200th reaches 0.5 V.
    @Test
    void presynapticSpikesAddTheirCharge() {
        List<Double> train = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            train.add(100.0 * i + 1);
        }
        List<Double> spikes = new AxonHillock()
                .run(Current.ofSpikes(train, 25, 200), 0, 30_000)
                .spikes();
        assertThat(spikes.getFirst()).isEqualTo(100 * 199 + 1 + 25, within(1e-4));
    }

    @Test
    void wrongCircuitsAndTrainsAreRefused() {
        assertThatThrownBy(() -> new AxonHillock().withMembrane(0)).hasMessageContaining("membranePicofarads is 0");
        assertThatThrownBy(() -> new AxonHillock().withThreshold(0)).hasMessageContaining("thresholdVolts is 0");
        assertThatThrownBy(() -> new AxonHillock().withThreshold(1))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("thresholdVolts is 1.0: it must lie below supplyVolts, 1.0, or the neuron never fires");
        assertThatThrownBy(() -> Current.ofSpikes(List.of(10.0, 5.0), 1, 200))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "a spike begins at 5.0 ns, before 11.0 ns: sort the spike times, and keep them a spike's width apart");
        assertThatThrownBy(() -> new Current(List.of())).isInstanceOf(InvalidSettings.class);
    }
}
