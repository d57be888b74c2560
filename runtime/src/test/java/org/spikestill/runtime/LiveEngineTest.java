package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

class LiveEngineTest {
    private static final int THREADS = 4;
    private static final int RELOADS = 100;

    private static final Network NETWORK = Chain.of(2, 5, 5)
            .then("conv", Layer.Conv2d.same(8, 3, true))
            .then("spike", Chain.fire(1))
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, true))
            .readOut(6);

    private static final Weights FIRST = RandomNetwork.normal(NETWORK, new Chance(2));
    private static final Weights SECOND = RandomNetwork.normal(NETWORK, new Chance(3));

    private static float[] logits(Weights weights, float[] sample) {
        try (Engine engine = Engine.of(NETWORK, weights)) {
            return engine.open().run(sample, 1).logits();
        }
    }

    /// A small version of `bench/run reloads`: each answer is wholly that of one of the two networks.
    @Test
    void noRequestFailsWhileTheNetworkIsReplaced() throws Exception {
        float[] sample = RandomNetwork.sample(NETWORK, new Chance(4));
        List<float[]> wanted = List.of(logits(FIRST, sample), logits(SECOND, sample));
        assertThat(wanted.get(0)).isNotEqualTo(wanted.get(1));
        AtomicBoolean over = new AtomicBoolean();
        try (LiveEngine live = new LiveEngine(Engine.of(NETWORK, FIRST));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> answered = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                answered.add(threads.submit(() -> {
                    int count = 0;
                    while (!over.get()) {
                        assertThat(live.run(sample, 1).logits()).isIn(wanted);
                        count++;
                    }
                    return count;
                }));
            }
            for (int i = 0; i < RELOADS; i++) {
                live.replace(Engine.of(NETWORK, i % 2 == 0 ? SECOND : FIRST));
            }
            over.set(true);
            for (Future<Integer> each : answered) {
                assertThat(each.get()).isPositive();
            }
        }
    }

    @Test
    void aFileThatIsRefusedLeavesTheNetwork() {
        float[] sample = RandomNetwork.sample(NETWORK, new Chance(4));
        try (LiveEngine live = new LiveEngine(Engine.of(NETWORK, FIRST))) {
            assertThatThrownBy(() -> live.replace(Path.of("none.safetensors"))).isInstanceOf(InvalidFile.class);
            assertThat(live.run(sample, 1).logits()).containsExactly(logits(FIRST, sample));
        }
    }

    @Test
    void onceClosedItRefusesRunsAndClosesWhatItIsGiven() {
        LiveEngine live = new LiveEngine(Engine.of(NETWORK, FIRST));
        Engine late = Engine.of(NETWORK, SECOND);
        live.close();
        assertThatThrownBy(() -> live.run(new float[50], 1)).isInstanceOf(EngineClosed.class);
        assertThatThrownBy(() -> live.replace(late)).isInstanceOf(EngineClosed.class);
        assertThatThrownBy(late::open).isInstanceOf(EngineClosed.class);
    }
}
