package org.spikestill.lab.convert;

import java.io.IOException;
import org.spikestill.data.Dataset;

/// A correction of a converted layer for the mean error of its spikes against the ANN's activations (Li et al., ICML
/// 2021).
public enum Correction {
    /// per channel, as a bias: b += mean over samples and pixels of (a − spikes·V/T)
    BIAS {
        @Override
        Calibration apply(Calibration calibration, Calibration.Population population, Calibrate settings, Dataset data)
                throws IOException {
            return calibration.withBias(population, calibration.lost(population, data.limit(settings.batch())));
        }
    },
    /// per neuron, as a potential to start from: v\[0\] += T · mean over samples of (a − spikes·V/T)
    POTENTIAL {
        @Override
        Calibration apply(Calibration calibration, Calibration.Population population, Calibrate settings, Dataset data)
                throws IOException {
            return calibration.withPotential(population, calibration.lost(population, data.limit(settings.batch())));
        }
    },
    /// the weights before it, learned so that spikes come closest to a, see [WeightFit]
    WEIGHTS {
        @Override
        Calibration apply(Calibration calibration, Calibration.Population population, Calibrate settings, Dataset data)
                throws IOException {
            WeightFit fit = WeightFit.of(calibration, population, data);
            return calibration.withWeight(population, fit.fitted(settings.steps()));
        }
    };

    abstract Calibration apply(
            Calibration calibration, Calibration.Population population, Calibrate settings, Dataset data)
            throws IOException;
}
