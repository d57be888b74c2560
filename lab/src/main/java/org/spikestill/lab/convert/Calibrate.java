package org.spikestill.lab.convert;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.SpikingForm;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// Layer-wise calibration of a ReLU network into integrate-and-fire neurons with soft reset under direct encoding
/// (Li, Deng, Dong, Gong, Gu, ICML 2021). Batch normalisations are to be folded before. Spikes are worth their
/// threshold V, which moves into the weights that read them, and neurons start at V/2 (the paper adds V/(2T) at
/// every tick, the same sum), so that under constant input the mean of a neuron's spikes is clip(floor(T·a/V + 1/2),
/// 0, T)·V/T.
///
/// Thresholds are running means over batches, each weighing a tenth after the first. Then, from the first layer to
/// the last and with those before already corrected, what is lost on average against the ANN's activations is given
/// back.
///
/// @param ceiling what decides a threshold
/// @param corrections what is given back, in this order in each layer
/// @param ticks time steps T, ≥ 1
/// @param batches that thresholds are measured on, 1 to 1000; corrections of biases and potentials take the first one
/// @param batch samples per batch, 1 to 4096
/// @param steps updates of each layer's weights where they are corrected, 1 to 100000
public record Calibrate(
        ThresholdCriterion ceiling, List<Correction> corrections, int ticks, int batches, int batch, int steps)
        implements Pass {
    /// As in the paper's code.
    static final int STEPS = 5000;

    public Calibrate {
        corrections = List.copyOf(corrections);
        within("ticks", ticks, 1, Network.MAX_TICKS);
        within("batches", batches, 1, 1000);
        within("batch", batch, 1, 4096);
        within("steps", steps, 1, 100_000);
    }

    public Calibrate(ThresholdCriterion ceiling, List<Correction> corrections, int ticks, int batches, int batch) {
        this(ceiling, corrections, ticks, batches, batch, STEPS);
    }

    public Calibrate() {
        this(ThresholdCriterion.MMSE, List.of(Correction.POTENTIAL), 16, 7, 128);
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset data) throws IOException {
        shape(network); // before anything is measured
        Calibration calibration = Calibration.begin(
                network, weights, new Direct(), ticks, ThresholdCriteria.of(this, network, weights, data));
        for (Calibration.Population population : calibration.populations()) {
            for (Correction correction : corrections) {
                calibration = correction.apply(calibration, population, this, data);
            }
        }
        return calibration.converted();
    }

    @Override
    public Network shape(Network network) {
        Network spiking = SpikingForm.of(network, new Direct(), ticks, Calibrate::uncalibrated)
                .network();
        SignalScales.check(spiking);
        return spiking;
    }

    private static Neuron.Firing uncalibrated(Node node) {
        if (node.layer() instanceof Layer.QuantisedClip) {
            throw new InvalidNetwork(
                    "'" + node.name() + "' is a quantised clip, whose threshold is trained: convert with qcfs");
        }
        return new Lif();
    }
}
