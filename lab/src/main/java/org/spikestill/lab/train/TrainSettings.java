package org.spikestill.lab.train;

import static org.spikestill.model.Check.within;

import org.spikestill.lab.data.Augmentation;
import org.spikestill.lab.data.None;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;

/// How one network is trained.
///
/// @param epochs passes over the training data, 1 to 10000
/// @param batch samples per update, 1 to 4096
/// @param dropout rate of the network's dropout layers, in [0, 1)
/// @param gradient of a spiking network: through time, or through firing rates
/// @param precision of convolutions and of the spikes between them; weights, membranes and losses are always float32
public record TrainSettings(
        int epochs,
        int batch,
        float dropout,
        Optimizer optimizer,
        Schedule schedule,
        Augmentation augmentation,
        Gradient gradient,
        Precision precision) {
    public TrainSettings {
        within("epochs", epochs, 1, 10_000);
        within("batch", batch, 1, 4096);
        within("dropout", dropout, 0, 0.99f);
    }

    public TrainSettings() {
        this(10, 64, 0, new Adam(), new Cosine(), new None(), Gradient.EXACT, Precision.FLOAT32);
    }

    public TrainSettings withEpochs(int value) {
        return new TrainSettings(value, batch, dropout, optimizer, schedule, augmentation, gradient, precision);
    }

    public TrainSettings with(Optimizer value) {
        return new TrainSettings(epochs, batch, dropout, value, schedule, augmentation, gradient, precision);
    }
}
