package org.spikestill.studies.sidechannel;

import static org.spikestill.model.Check.positive;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.settings.InvalidSettings;

/// The axon-hillock neuron (Mead, 1989), an amplifier with capacitive feedback, as a circuit.
///
/// ```
/// output low     (Cm + Cf)·dV/dt = I_in               V reaches Vth: output → VDD, V rises by ΔV = VDD·Cf / (Cm + Cf)
/// output high    (Cm + Cf)·dV/dt = I_in − I_reset     V falls to Vth: output → 0, V drops by ΔV
/// ```
///
/// Between edges V is linear in time, so that each edge is computed and not searched for. The steady period
/// Cf·VDD·(1 / I_in + 1 / (I_reset − I_in)) depends on neither Cm nor Vth; both show in the first spike alone.
///
/// @param membranePicofarads Cm, > 0
/// @param feedbackPicofarads Cf, > 0
/// @param supplyVolts VDD, > 0
/// @param thresholdVolts Vth of the amplifier, > 0 and below VDD
/// @param resetNanoamperes I_reset, > 0
public record AxonHillock(
        float membranePicofarads,
        float feedbackPicofarads,
        float supplyVolts,
        float thresholdVolts,
        float resetNanoamperes) {
    public AxonHillock {
        positive("membranePicofarads", membranePicofarads);
        positive("feedbackPicofarads", feedbackPicofarads);
        positive("supplyVolts", supplyVolts);
        positive("thresholdVolts", thresholdVolts);
        positive("resetNanoamperes", resetNanoamperes);
        if (thresholdVolts >= supplyVolts) {
            throw new InvalidSettings("thresholdVolts is " + thresholdVolts + ": it must lie below supplyVolts, "
                    + supplyVolts + ", or the neuron never fires");
        }
    }

    /// 1 pF each, 1 V, threshold 0.5 V, a reset of 2 µA.
    public AxonHillock() {
        this(1, 1, 1, 0.5f, 2000);
    }

    public AxonHillock withThreshold(float volts) {
        return new AxonHillock(membranePicofarads, feedbackPicofarads, supplyVolts, volts, resetNanoamperes);
    }

    public AxonHillock withMembrane(float picofarads) {
        return new AxonHillock(picofarads, feedbackPicofarads, supplyVolts, thresholdVolts, resetNanoamperes);
    }

    /// Cm + Cf.
    private double picofarads() {
        return (double) membranePicofarads + feedbackPicofarads;
    }

    /// ΔV of an output edge in volts.
    public double jumpVolts() {
        return (double) supplyVolts * feedbackPicofarads / picofarads();
    }

    /// dV/dt in volts per nanosecond under a current.
    private double slope(double nanoamperes) {
        return nanoamperes / picofarads() * 1e-6; // nA / pF = 10³ V/s
    }

    /// t_1 = (Cm + Cf)·Vth / I_in, from a discharged membrane under a constant current.
    public double firstSpikeNanoseconds(double inputNanoamperes) {
        return picofarads() * thresholdVolts / inputNanoamperes * 1e6;
    }

    /// t_L = Cf·VDD / I_in.
    public double lowNanoseconds(double inputNanoamperes) {
        return (double) feedbackPicofarads * supplyVolts / inputNanoamperes * 1e6;
    }

    /// t_H = Cf·VDD / (I_reset − I_in).
    public double highNanoseconds(double inputNanoamperes) {
        return (double) feedbackPicofarads * supplyVolts / (resetNanoamperes - inputNanoamperes) * 1e6;
    }

    /// The circuit under a piecewise constant current.
    ///
    /// @param input current by time
    /// @param startVolts membrane before, below the threshold
    /// @param endNanoseconds of the run
    public Waveform run(Current input, double startVolts, double endNanoseconds) {
        Run run = new Run(startVolts);
        List<Current.Level> levels = input.levels();
        for (int i = 0; i < levels.size(); i++) {
            double until = i + 1 < levels.size() ? levels.get(i + 1).fromNanoseconds() : endNanoseconds;
            run.hold(levels.get(i).nanoamperes(), Math.min(until, endNanoseconds));
        }
        return new Waveform(run.segments, endNanoseconds);
    }

    /// The state of a run, exact at every edge.
    private final class Run {
        private final List<Waveform.Segment> segments = new ArrayList<>();
        private double time;
        private double volts;
        private boolean high;

        private Run(double startVolts) {
            volts = startVolts;
        }

        /// Keeps a current until a time.
        private void hold(double nanoamperes, double until) {
            while (time < until) {
                double slope = slope(high ? nanoamperes - resetNanoamperes : nanoamperes);
                double edge = time + untilEdge(slope);
                double end = Math.min(edge, until);
                segments.add(new Waveform.Segment(time, end, volts, slope, high));
                volts += slope * (end - time);
                time = end;
                if (edge <= until) {
                    volts = thresholdVolts + (high ? -jumpVolts() : jumpVolts());
                    high = !high;
                }
            }
        }

        private double untilEdge(double slope) {
            double distance = thresholdVolts - volts;
            boolean moves = high ? slope < 0 : slope > 0;
            return moves ? distance / slope : Double.POSITIVE_INFINITY;
        }
    }
}
