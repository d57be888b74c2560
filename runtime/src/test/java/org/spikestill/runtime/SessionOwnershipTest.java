package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Sessions that meet a second thread, and engines that are closed while sessions run.
@Timeout(60)
class SessionOwnershipTest {
    private static final String CLOSED = "the engine is closed, and its sessions with it: load the network again";

    private static final Network NETWORK = Chain.of(1, 5, 5)
            .then("conv", new Layer.Conv2d(4, 3, 1, 1, true))
            .then("spike", Chain.fire(1))
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, true))
            .readOut(6);

    private static final Weights WEIGHTS = RandomNetwork.normal(NETWORK, new Chance(2));
    private static final float[] SAMPLE = RandomNetwork.sample(NETWORK, new Chance(1));

    private final ExecutorService other = Executors.newSingleThreadExecutor(named("other"));

    private Engine engine;
    private Session session;

    private static ThreadFactory named(String name) {
        return task -> Thread.ofPlatform().daemon().name(name).unstarted(task);
    }

    @BeforeEach
    void open() {
        Thread.currentThread().setName("first");
        engine = Engine.of(NETWORK, WEIGHTS);
        session = engine.open();
    }

    @AfterEach
    void close() {
        other.shutdownNow();
        engine.close();
    }

    private <T> T elsewhere(Callable<T> task) throws Exception {
        try {
            return other.submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Test
    void aSampleBelongsToTheThreadThatBeganIt() throws Exception {
        String message =
                "the session holds a sample that thread 'first' began, 'other' uses it too: open a session for each"
                        + " thread";
        session.begin(SAMPLE, 0);
        session.step();
        assertThatThrownBy(() -> elsewhere(session::step)).hasMessage(message);
        assertThatThrownBy(() -> elsewhere(() -> session.spikes("spike"))).hasMessage(message);
        session.begin();
        assertThatThrownBy(() -> elsewhere(() -> session.step(new int[0], 0))).hasMessage(message);
    }

    @Test
    void betweenSamplesASessionMayPassToAnotherThread() throws Exception {
        float[] here = session.run(SAMPLE, 0).logits();
        float[] there = elsewhere(() -> session.run(SAMPLE, 0).logits());
        assertThat(there).containsExactly(here);
        assertThat(session.run(SAMPLE, 0).logits()).containsExactly(here);
    }

    /// The second thread comes while the first is held inside a run, which then ends as if nothing had been.
    @Test
    void aSecondThreadInsideACallIsRefusedAndTheFirstGoesOn() throws Exception {
        float[] alone = engine.open().run(SAMPLE, 0).logits();
        Held held = new Held();
        Future<float[]> run = other.submit(() -> session.run(SAMPLE, 0, held).logits());
        held.reached.await();
        String message =
                "the session is at work for thread 'other', 'first' uses it too: open a session for each thread";
        assertThatThrownBy(() -> session.run(SAMPLE, 1)).hasMessage(message);
        assertThatThrownBy(() -> session.begin(SAMPLE, 1)).hasMessage(message);
        assertThatThrownBy(session::step).hasMessage(message);
        assertThatThrownBy(() -> session.spikes("spike")).hasMessage(message);
        held.release.countDown();
        assertThat(run.get()).containsExactly(alone);
    }

    @Test
    void anExitRuleThatUsesItsSessionIsRefused() {
        Exit nested = _ -> session.step();
        assertThatThrownBy(() -> session.run(SAMPLE, 0, nested))
                .hasMessage(
                        "an exit rule or a listener calls the session that calls it: let it look at its argument alone");
        Exit closing = _ -> {
            engine.close();
            return false;
        };
        assertThatThrownBy(() -> session.run(SAMPLE, 0, closing))
                .hasMessage("an exit rule closes the engine that asks it: close it after the run");
        assertThat(session.run(SAMPLE, 0).ticks()).isEqualTo(6);
    }

    @Test
    void closingWaitsForARunThatIsUnderWay() throws Exception {
        float[] alone = engine.open().run(SAMPLE, 0).logits();
        Held held = new Held();
        Future<float[]> run = other.submit(() -> session.run(SAMPLE, 0, held).logits());
        held.reached.await();
        AtomicReference<Boolean> closed = new AtomicReference<>(false);
        Thread closer = Thread.ofPlatform().start(() -> {
            engine.close();
            closed.set(true);
        });
        while (engine.isOpen()) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(engine::open).hasMessage(CLOSED);
        Thread.sleep(20);
        assertThat(closed.get()).as("closed before the run has ended").isFalse();
        held.release.countDown();
        assertThat(run.get()).containsExactly(alone);
        closer.join();
        assertThat(closed.get()).isTrue();
        assertThatThrownBy(() -> session.run(SAMPLE, 0)).hasMessage(CLOSED);
    }

    /// Four threads run while engines come and go beneath them, as in a service that reloads: every run has the right
    /// logits or is refused with the one line, and none is cut off.
    @Test
    void runsUnderReloadsAreRightOrRefused() throws Exception {
        float[] alone = session.run(SAMPLE, 0).logits();
        AtomicReference<Engine> current = new AtomicReference<>(Engine.of(NETWORK, WEIGHTS));
        List<Future<Integer>> done = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                done.add(workers.submit(() -> runs(current, alone)));
            }
            for (int i = 0; i < 200; i++) {
                current.getAndSet(Engine.of(NETWORK, WEIGHTS)).close();
            }
            workers.shutdown();
        }
        for (Future<Integer> each : done) {
            assertThat(each.get()).as("runs that were not refused").isPositive();
        }
        current.get().close();
    }

    private static int runs(AtomicReference<Engine> current, float[] alone) {
        int right = 0;
        for (int i = 0; i < 2000; i++) {
            try {
                assertThat(current.get().open().run(SAMPLE, 0).logits()).containsExactly(alone);
                right++;
            } catch (IllegalStateException refused) {
                assertThat(refused).hasMessage(CLOSED);
            }
        }
        return right;
    }

    /// Stays in the first tick until it is let go.
    private static final class Held implements Exit {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public boolean leave(Prediction soFar) {
            reached.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return false;
        }
    }
}
