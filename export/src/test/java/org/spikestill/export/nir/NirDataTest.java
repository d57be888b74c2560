package org.spikestill.export.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.export.Python;
import org.spikestill.export.Samples;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Settings;
import org.spikestill.runtime.Prediction;
import tools.jackson.databind.JsonNode;

/// Recordings against the engine's counts, against the reference package, and damaged.
class NirDataTest {
    /// A power of two, so that a multiple of it divided by it is whole.
    private static final double DT = 0.0009765625;

    private final ModelFile model = Samples.convolutional(1, Reset.Target.SUBTRACT, 91);
    private final float[] sample =
            Samples.inputs(model.network().input(), 1, 92).getFirst();
    private final NirData recorded = NirRecording.of(model.network(), model.weights(), sample, 0, DT);

    @TempDir
    private Path folder;

    private Prediction prediction() {
        return Samples.run(model.network(), model.weights(), List.of(sample)).getFirst();
    }

    @Test
    void spikesAndMembranesAreTheEngines() {
        Prediction prediction = prediction();
        for (String layer : prediction.firingLayers()) {
            NirData.Events events = (NirData.Events) recorded.nodes().get(layer).get("spikes");
            long[] byTick = new long[Samples.TICKS];
            for (int i = 0; i < events.index().elements(); i++) {
                byTick[(int) Math.rint(events.time().at(i) / DT)]++;
            }
            for (int tick = 0; tick < Samples.TICKS; tick++) {
                assertThat(byTick[tick]).as("%s, step %d", layer, tick).isEqualTo(prediction.spikes(layer, tick));
            }
            assertThat(events.neurons())
                    .isEqualTo(model.network().shapes().get(layer).elements());
        }
        NirData.TimeGridded readOut =
                (NirData.TimeGridded) recorded.nodes().get("readout").get("v");
        assertThat(readOut.data().sizes()).containsExactly(1, Samples.TICKS, 10);
        for (int k = 0; k < 10; k++) {
            assertThat((float) readOut.data().at((Samples.TICKS - 1) * 10 + k)).isEqualTo(prediction.logit(k));
        }
    }

    @Test
    void aFileHoldsWhatWasRecorded() {
        Path file = folder.resolve("run.h5");
        NirDataFile.write(recorded, file);
        assertSame(NirDataFile.read(file), recorded);
    }

    /// Values of nodes and observables; element types of numbers may be wider.
    private static void assertSame(NirData one, NirData two) {
        assertThat(one.nodes().keySet())
                .containsExactlyInAnyOrderElementsOf(two.nodes().keySet());
        one.nodes()
                .forEach((name, observables) -> observables.forEach((key, each) -> {
                    NirData.Observable other = two.nodes().get(name).get(key);
                    assertThat(each.neurons()).isEqualTo(other.neurons());
                    switch (each) {
                        case NirData.Events events -> {
                            NirData.Events theirs = (NirData.Events) other;
                            assertEqual(events.index(), theirs.index());
                            assertEqual(events.time(), theirs.time());
                            assertThat(events.duration()).isEqualTo(theirs.duration());
                        }
                        case NirData.TimeGridded gridded -> {
                            assertEqual(gridded.data(), ((NirData.TimeGridded) other).data());
                            assertThat(gridded.dt()).isEqualTo(((NirData.TimeGridded) other).dt());
                        }
                    }
                }));
    }

    private static void assertEqual(NirArray one, NirArray two) {
        assertThat(one.sizes()).isEqualTo(two.sizes());
        for (int i = 0; i < one.elements(); i++) {
            assertThat(one.at(i)).isEqualTo(two.at(i));
        }
    }

    @Test
    void theReferencePackageReadsTheSameAndIsRead() throws Exception {
        Path file = folder.resolve("run.h5");
        Path again = folder.resolve("again.h5");
        NirDataFile.write(recorded, file);
        String line = Python.run(
                        folder,
                        List.of("nir", "h5py"),
                        "nir_data.py",
                        file.toString(),
                        again.toString(),
                        String.valueOf(Samples.TICKS))
                .getLast();
        JsonNode theirs = Settings.fromJson(line, "reference");

        Prediction prediction = prediction();
        for (String layer : prediction.firingLayers()) {
            JsonNode figures = theirs.get(layer);
            for (int tick = 0; tick < Samples.TICKS; tick++) {
                assertThat(figures.get("spikes").get(tick).asLong()).isEqualTo(prediction.spikes(layer, tick));
            }
        }
        JsonNode values = theirs.get("readout").get("values");
        assertThat((float) values.get(Samples.TICKS - 1).get(3).asDouble()).isEqualTo(prediction.logit(3));
        assertThat(theirs.get("readout").get("dt").asDouble()).isEqualTo(DT);
        assertSame(NirDataFile.read(again), recorded);
    }

    @Test
    void aNeuronThatDoesNotExistIsRefused() {
        NirArray index = new NirArray(NirArray.Type.INT64, List.of(1, 2), 0, 4);
        NirArray time = new NirArray(NirArray.Type.FLOAT64, List.of(1, 2), 0, 1);
        assertThatThrownBy(() -> new NirData.Events(index, time, Optional.empty(), 4, 2))
                .hasMessage("'idx' holds the neuron 4.0 of 4");
    }

    @Test
    void aGraphIsNoRecording() {
        Path file = folder.resolve("graph.nir");
        new Nir(Dialect.NIR, Optional.empty(), Optional.empty(), ResetChoice.SUBTRACT).write(model, file);
        assertThatThrownBy(() -> NirDataFile.read(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("is no recording");
    }

    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        Path file = folder.resolve("run.h5");
        NirDataFile.write(recorded, file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(93);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            for (int k = 0; k < 1 + i % 8; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path damaged = Files.write(folder.resolve("damaged.h5"), bytes);
            try {
                NirDataFile.read(damaged);
            } catch (InvalidFile e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
