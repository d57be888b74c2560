package org.spikestill.lab.convert;

import java.io.IOException;
import org.spikestill.lab.data.Dataset;

/// How a converted layer is given back what its spikes lose on average against the ANN's activations (Li et al., ICML
/// 2021).
public enum Correction {
    /// per channel, as a bias: b += mean over samples and pixels of (a − spikes·V/T)
    BIAS {
        @Override
        Calibration apply(Calibration calibration, Calibration.Population population, Dataset samples)
                throws IOException {
            return calibration.withBias(population, calibration.lost(population, samples));
        }
    },
    /// per neuron, as a potential to start from: v\[0\] += T · mean over samples of (a − spikes·V/T)
    POTENTIAL {
        @Override
        Calibration apply(Calibration calibration, Calibration.Population population, Dataset samples)
                throws IOException {
            return calibration.withPotential(population, calibration.lost(population, samples));
        }
    };

    abstract Calibration apply(Calibration calibration, Calibration.Population population, Dataset samples)
            throws IOException;
}
