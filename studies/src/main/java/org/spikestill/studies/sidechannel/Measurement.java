package org.spikestill.studies.sidechannel;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.List;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.sidechannel.Scenario.Channel;
import org.spikestill.studies.sidechannel.Scenario.CounterMeasure;
import org.spikestill.studies.sidechannel.Scenario.Window;

/// A measurement of a layer: the parts of every chip differ a little from their nominal values, and an observation is power
/// samples, or time stamps of output edges.
///
/// @param unitNanoamperes I_0, the current of a synapse of weight 1, > 0
/// @param mismatch relative deviation of Cm, Cf, Vth and the synaptic current from chip to chip, ≥ 0
/// @param paddingResidue share of the power that constant-power padding lets through, ≥ 0
/// @param samples of a power trace, ≥ 1
/// @param edges in a timing trace, ≥ 1
/// @param settledEdges that pass before the steady state is measured, ≥ 1
public record Measurement(
        PowerModel power,
        float unitNanoamperes,
        float mismatch,
        float paddingResidue,
        int samples,
        int edges,
        int settledEdges) {
    /// Gaussian values that one neuron of a chip takes.
    private static final int DRAWS = 5;

    public Measurement {
        positive("unitNanoamperes", unitNanoamperes);
        notNegative("mismatch", mismatch);
        notNegative("paddingResidue", paddingResidue);
        count("samples", samples);
        count("edges", edges);
        count("settledEdges", settledEdges);
    }

    /// 200 nA, mismatch 0.2 %, padding that leaves 2 %; 320 samples of 50 ns, 8 edges after 4.
    public Measurement() {
        this(new PowerModel(), 200, 0.002f, 0.02f, 320, 8, 4);
    }

    /// An observation without noise.
    ///
    /// @param chip stream of the parts of one chip
    /// @param trial stream of what differs from trace to trace
    double[] observe(Device device, Scenario scenario, Seed chip, Seed trial) {
        return switch (scenario.channel()) {
            case POWER -> power(device, scenario, chip, trial);
            case TIMING -> timing(device, scenario, chip, trial);
        };
    }

    private double[] power(Device device, Scenario scenario, Seed chip, Seed trial) {
        double[] trace = new double[samples];
        double from = 0;
        for (int i = 0; i < device.neurons(); i++) {
            Neuron neuron = neuron(device, chip.split(i));
            Waveform wave = wave(neuron, scenario, trial.split(i), from);
            if (i == 0 && scenario.window() == Window.STEADY) {
                from = wave.edges().get(settledEdges).nanoseconds();
            }
            power.add(neuron.circuit, wave, neuron.nanoamperes, from, trace);
        }
        return scenario.counterMeasure() == CounterMeasure.PADDING ? padded(trace) : trace;
    }

    /// The load follows the power up to a residue around its level.
    private double[] padded(double[] trace) {
        double level = level();
        double[] padded = new double[trace.length];
        for (int i = 0; i < padded.length; i++) {
            padded[i] = level + paddingResidue * (trace[i] - level);
        }
        return padded;
    }

    /// Constant power of the padded chip in nanowatts: above any power of five neurons.
    private double level() {
        return 5 * (power.staticNanoamperes() + power.shortCircuitNanoamperes() + 2 * unitNanoamperes);
    }

    private double[] timing(Device device, Scenario scenario, Seed chip, Seed trial) {
        Neuron neuron = neuron(device, chip.split(0));
        List<Waveform.Edge> all = wave(neuron, scenario, trial.split(0), 0).edges();
        int first = scenario.window() == Window.STEADY ? settledEdges : 0;
        double origin = scenario.window() == Window.STEADY ? all.get(first - 1).nanoseconds() : 0;
        double[] times = new double[edges];
        for (int i = 0; i < edges; i++) {
            times[i] = all.get(first + i).nanoseconds() - origin;
        }
        return times;
    }

    /// One neuron of a chip under its constant input.
    private record Neuron(AxonHillock circuit, double nanoamperes) {}

    private Neuron neuron(Device device, Seed parts) {
        float[] draws = parts.normals(DRAWS);
        AxonHillock nominal = device.circuit();
        AxonHillock circuit = new AxonHillock(
                nominal.membranePicofarads() * (1 + mismatch * draws[0]),
                nominal.feedbackPicofarads() * (1 + mismatch * draws[1]),
                nominal.supplyVolts(),
                nominal.thresholdVolts() * (1 + mismatch * draws[2]),
                nominal.resetNanoamperes());
        return new Neuron(circuit, device.weight() * unitNanoamperes * (1 + mismatch * draws[3]));
    }

    private Waveform wave(Neuron neuron, Scenario scenario, Seed trial, double from) {
        double start = scenario.counterMeasure() == CounterMeasure.RANDOM_START
                ? Seed.uniform(trial.value(), 0) * neuron.circuit.thresholdVolts()
                : 0;
        double period =
                neuron.circuit.lowNanoseconds(neuron.nanoamperes) + neuron.circuit.highNanoseconds(neuron.nanoamperes);
        double length = neuron.circuit.firstSpikeNanoseconds(neuron.nanoamperes)
                + period * (settledEdges + edges) // two edges a period: twice as many as are wanted
                + samples * (double) power.sampleNanoseconds();
        return neuron.circuit.run(Current.constant(neuron.nanoamperes), start, Math.max(length, from + length));
    }

    /// Standard deviation of the noise at a level of 1: the mean power of a neuron, or the period.
    double noiseUnit(Device device, Channel channel) {
        double input = device.weight() * unitNanoamperes;
        return switch (channel) {
            case POWER -> device.circuit().supplyVolts() * (power.staticNanoamperes() + input);
            case TIMING ->
                device.circuit().lowNanoseconds(input) + device.circuit().highNanoseconds(input);
        };
    }
}
