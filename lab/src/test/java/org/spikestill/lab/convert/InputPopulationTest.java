package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// Networks whose first population reads the samples themselves, as those for chips do.
class InputPopulationTest {
    /// The largest weighted input of that population is the largest value of a sample.
    @Test
    void itsThresholdIsTheLargestValueOfASample() throws IOException {
        Network ann = Ann.of(3)
                .then("relu1", Ann.RELU)
                .linear("fc1", 2)
                .then("relu2", Ann.RELU)
                .linear("fc2", 2)
                .network();
        Weights weights = Ann.weights(ann, Seed.of(1));
        Dataset samples = Samples.of(new float[] {0.25f, 0.5f, 0}, new float[] {0.125f, 0.75f, 0.5f});
        Converted spiking = new ReluToSpike(new Lif(), new Direct(), 4).apply(ann, weights, samples);

        Converted balanced = new BalanceThresholds(1, 1, 2, 4).apply(spiking.network(), spiking.weights(), samples);

        Map<String, Float> thresholds = ClipToSpike.thresholds(balanced.network());
        assertThat(thresholds).containsEntry("spike1", 0.75f);
        assertThat(thresholds.get("spike2")).isPositive();
    }
}
