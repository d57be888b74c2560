package org.spikestill.studies.sidechannel;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.List;

/// Supply power of a neuron in nanowatts.
///
/// ```
/// P(t) = VDD·(I_static + I_sc·exp(−((V − Vth) / v_s)²) + Q_sw·(output edges) + I_syn)
/// ```
///
/// The second term is the short-circuit current of the slow first inverter while the membrane crosses its threshold. A sample
/// carries the charge of the edges since the one before.
///
/// @param staticNanoamperes I_static, ≥ 0
/// @param shortCircuitNanoamperes I_sc, ≥ 0
/// @param slopeVolts v_s, > 0
/// @param switchingFemtocoulombs Q_sw of an edge, ≥ 0
/// @param sampleNanoseconds time between samples, > 0
public record PowerModel(
        float staticNanoamperes,
        float shortCircuitNanoamperes,
        float slopeVolts,
        float switchingFemtocoulombs,
        float sampleNanoseconds) {
    public PowerModel {
        notNegative("staticNanoamperes", staticNanoamperes);
        notNegative("shortCircuitNanoamperes", shortCircuitNanoamperes);
        positive("slopeVolts", slopeVolts);
        notNegative("switchingFemtocoulombs", switchingFemtocoulombs);
        positive("sampleNanoseconds", sampleNanoseconds);
    }

    public PowerModel() {
        this(50, 500, 0.05f, 20, 50);
    }

    /// Adds the power of one neuron to a trace.
    ///
    /// @param synapticNanoamperes I_syn
    /// @param fromNanoseconds time of the first sample
    void add(AxonHillock circuit, Waveform wave, double synapticNanoamperes, double fromNanoseconds, double[] trace) {
        List<Waveform.Segment> segments = wave.segments();
        int segment = 0;
        for (int i = 0; i < trace.length; i++) {
            double time = fromNanoseconds + i * (double) sampleNanoseconds;
            int edges = 0;
            while (segment + 1 < segments.size() && segments.get(segment).toNanoseconds() <= time) {
                boolean before = segments.get(segment).high();
                segment++;
                boolean changed = segments.get(segment).high() != before;
                edges += changed && segments.get(segment).fromNanoseconds() > time - sampleNanoseconds ? 1 : 0;
            }
            double overdrive = (segments.get(segment).at(time) - circuit.thresholdVolts()) / slopeVolts;
            double current = staticNanoamperes
                    + shortCircuitNanoamperes * Math.exp(-overdrive * overdrive)
                    + edges * switchingFemtocoulombs / sampleNanoseconds * 1000 // fC / ns = µA
                    + synapticNanoamperes;
            trace[i] += circuit.supplyVolts() * current;
        }
    }
}
