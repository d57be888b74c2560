package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

class SessionTest {
    private static final Network NETWORK = Chain.of(1, 5, 5)
            .then("conv", new Layer.Conv2d(4, 3, 1, 1, true))
            .then("spike", Chain.fire(1))
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, true))
            .readOut(6)
            .withEncoder(new Poisson());

    private static final Weights WEIGHTS = RandomNetwork.normal(NETWORK, new Chance(2));

    private final List<float[]> samples = LongStream.range(0, 8)
            .mapToObj(seed -> RandomNetwork.sample(NETWORK, new Chance(seed)))
            .toList();

    @Test
    void aSampleLeavesNothingBehind() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            List<float[]> first = samples.stream()
                    .map(sample -> session.run(sample, 1).logits())
                    .toList();
            session.begin(samples.getFirst(), 1);
            session.step(); // abandoned half way
            for (int i = samples.size() - 1; i >= 0; i--) {
                assertThat(session.run(samples.get(i), 1).logits()).containsExactly(first.get(i));
            }
        }
    }

    @Test
    void theKeyDecidesTheDraws() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            float[] once = session.run(samples.getFirst(), 1).logits();
            float[] other = session.run(samples.getFirst(), 2).logits();
            assertThat(other).isNotEqualTo(once);
        }
    }

    @Test
    void threadsShareAnEngine() throws Exception {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS);
                var threads = Executors.newFixedThreadPool(4)) {
            List<float[]> alone = all(engine.open());
            Callable<List<float[]>> task = () -> all(engine.open());
            for (var future : threads.invokeAll(List.of(task, task, task, task))) {
                List<float[]> together = future.get();
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(together.get(i)).containsExactly(alone.get(i));
                }
            }
        }
    }

    private List<float[]> all(Session session) {
        return IntStream.range(0, 200)
                .mapToObj(i -> session.run(samples.get(i % samples.size()), i).logits())
                .toList();
    }

    @Test
    void aCopyOutlivesTheNextSample() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            Prediction live = session.run(samples.getFirst(), 1);
            Prediction kept = live.copy();
            float[] logits = live.logits();
            long spikes = live.spikes("spike");
            session.run(samples.getLast(), 2);
            assertThat(live).isSameAs(session.prediction());
            assertThat(live.logits()).isNotEqualTo(logits);
            assertThat(kept.logits()).containsExactly(logits);
            assertThat(kept.spikes("spike")).isEqualTo(spikes);
            assertThat(kept.ticks()).isEqualTo(6);
        }
    }

    @Test
    void aModelFileRunsLikeTheNetworkInIt(@TempDir Path folder) {
        Path file = folder.resolve("student.safetensors");
        new ModelFile(NETWORK, WEIGHTS, Provenance.of("train", Settings.write(Seed.of(1)), Seed.of(1))).write(file);
        try (Engine written = Engine.of(NETWORK, WEIGHTS);
                Engine read = Engine.load(file)) {
            assertThat(read.network()).isEqualTo(NETWORK);
            assertThat(read.open().run(samples.getFirst(), 1).logits())
                    .containsExactly(written.open().run(samples.getFirst(), 1).logits());
        }
    }

    @Test
    void classNamesTravelFromTheFileIntoThePrediction(@TempDir Path folder) {
        List<String> names = List.of("plane", "ship", "truck");
        Path file = folder.resolve("student.safetensors");
        Provenance provenance = Provenance.of("train", Settings.write(Seed.of(1)), Seed.of(1));
        new ModelFile(NETWORK, WEIGHTS, provenance.withDataset("photos", "", names)).write(file);
        try (Engine engine = Engine.load(file)) {
            Prediction prediction = engine.open().run(samples.getFirst(), 1);
            assertThat(prediction.name()).hasValue(names.get(prediction.predicted()));
            assertThat(prediction.copy().name(2)).hasValue("truck");
            assertThat(prediction)
                    .hasToString("class " + prediction.predicted() + " (" + names.get(prediction.predicted())
                            + ") after 6 ticks");
            Session endless = engine.open();
            endless.beginEndless(4);
            assertThat(endless.step(new int[] {3}, 1).name(1)).hasValue("ship");
        }
        new ModelFile(NETWORK, WEIGHTS, provenance.withDataset("photos", "", List.of("one", "two"))).write(file);
        try (Engine engine = Engine.load(file)) {
            Prediction prediction = engine.open().run(samples.getFirst(), 1);
            assertThat(prediction.name()).as("two names of three classes").isEmpty();
            assertThat(prediction).hasToString("class " + prediction.predicted() + " after 6 ticks");
        }
    }

    @Test
    void confidenceLeavesAsSoonAsOneClassHasEnough() {
        // logits (t, 0): p₀ = 1 / (1 + e⁻ᵗ) = 0.731, 0.881, 0.953, 0.982, …
        Network network = Chain.of(1).then("fc", new Layer.Linear(2, false)).readOut(10);
        Weights weights = new Weights(Map.of("fc.weight", Block.of(Shape.of(2, 1), 1, 0)));
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            float[] one = {1};
            assertThat(session.run(one, 0, Exit.confidence(0.73f)).ticks()).isEqualTo(1);
            assertThat(session.run(one, 0, Exit.confidence(0.95f)).ticks()).isEqualTo(3);
            assertThat(session.run(one, 0, Exit.confidence(1)).ticks()).isEqualTo(10);
            assertThat(session.run(one, 0).ticks()).isEqualTo(10);
        }
        assertThatThrownBy(() -> Exit.confidence(1.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threshold is 1.5: it must lie in [0.0, 1.0]");
    }

    @Test
    void equalLogitsChooseTheFirstAndAreNotConfident() {
        Network network = Chain.of(1).then("fc", new Layer.Linear(2, false)).readOut(4);
        Weights weights = new Weights(Map.of("fc.weight", Block.of(Shape.of(2, 1), 1, 1)));
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            float[] one = {1};
            assertThat(session.run(one, 0, Exit.confidence(0.5f)).ticks()).isEqualTo(4);
            assertThat(session.prediction().predicted()).isZero();
            assertThat(session.run(one, 0, Exit.confidence(0.49f)).ticks()).isEqualTo(1);
        }
    }

    @Test
    void closingTheEngineEndsItsSessions() {
        Engine engine = Engine.of(NETWORK, WEIGHTS);
        Session session = engine.open();
        session.begin(samples.getFirst(), 1);
        engine.close();
        engine.close();
        String message = "the engine is closed, and its sessions with it: load the network again";
        assertThatThrownBy(session::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> session.run(samples.getFirst(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(engine::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void misuseIsExplained() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            assertThatThrownBy(session::step)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("there is no sample yet: begin one before the first step");
            assertThatThrownBy(() -> session.run(new float[24], 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the sample has 24 values, the network takes [1, 5, 5], that is 25");
            session.begin(samples.getFirst(), 1);
            session.step();
            Prediction prediction = session.prediction();
            assertThatThrownBy(() -> prediction.predictedAfter(1))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("tick is 1: 1 have run, from 0");
            assertThatThrownBy(() -> prediction.spikes("fc"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no layer 'fc' fires: choose among [spike]");
            assertThatThrownBy(() -> prediction.adds("spike"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no layer 'spike' has synapses: choose among [conv, fc]");
            assertThat(prediction).hasToString("class " + prediction.predicted() + " after 1 tick");
        }
    }

    /// Spikes of maps and vectors, in trains decided ahead by a constant input and tick by tick behind them.
    @Test
    void theNeuronsThatFireAreThoseOfTheDefinition() {
        Network network = Chain.of(2, 5, 4)
                .then("conv", new Layer.Conv2d(3, 3, 1, 1, true))
                .then("ahead", Chain.fire(1))
                .then("conv2", new Layer.Conv2d(5, 3, 1, 1, true))
                .then("maps", Chain.fire(1))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(7, true))
                .then("vector", Chain.fire(1))
                .then("last", new Layer.Linear(3, true))
                .readOut(6);
        Weights weights = RandomNetwork.dyadic(network, new Chance(4));
        float[] sample = RandomNetwork.sample(network, new Chance(5));
        Reference reference = Reference.run(network, weights, sample, 1);
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            session.begin(sample, 1);
            for (int tick = 0; session.step(); tick++) {
                for (String layer : List.of("ahead", "maps", "vector")) {
                    assertThat(session.spikes(layer))
                            .as("%s in tick %d", layer, tick)
                            .containsExactly(reference.fired.get(layer)[tick]);
                }
            }
        }
        assertThat(reference.spikes.values())
                .as("spikes to compare")
                .allMatch(spikes -> LongStream.of(spikes).sum() > 0);
    }

    @Test
    void spikesThatAreNotKeptAreRefused() {
        Network network = Chain.of(1, 4, 4)
                .then("spike", Chain.fire(1))
                .then("pool", new Layer.AveragePool2d(2))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, true))
                .readOut(2);
        try (Engine engine = Engine.of(network, RandomNetwork.dyadic(network, new Chance(1)))) {
            Session session = engine.open();
            assertThatThrownBy(() -> session.spikes("fc"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no layer 'fc' fires: choose among [spike]");
            assertThatThrownBy(() -> session.spikes("spike"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no tick has run yet: step before asking for spikes");
            session.begin(RandomNetwork.sample(network, new Chance(2)), 1);
            session.step();
            assertThatThrownBy(() -> session.spikes("spike"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the spikes of 'spike' are not kept, since average pooling alone reads them: give the"
                            + " layer a second reader, such as a Flatten, or make the engine with Engine.traced");
        }
    }
}
