package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.LeakyIntegrator;

class EndlessStreamTest {
    private static final int TICKS = 6;

    private static final Network NETWORK = Chain.of(2, 5, 5)
            .then("conv", Layer.Conv2d.same(8, 3, true))
            .then("spike", Chain.fire(1))
            .then("pool", new Layer.AveragePool2d(5))
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, true))
            .readOut(TICKS);

    private static final Weights WEIGHTS = RandomNetwork.normal(NETWORK, new Chance(2));

    private static int[] events(int tick) {
        return new int[] {tick * 7 % 50, tick * 13 % 50, tick * 29 % 50};
    }

    /// While all ticks are in the window, the bits are those of a stream that ends.
    @Test
    void theFirstTicksAreThoseOfAStreamThatEnds() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session ends = engine.open();
            Session endless = engine.open();
            ends.begin();
            endless.beginEndless(TICKS);
            for (int tick = 0; tick < TICKS; tick++) {
                assertThat(endless.step(events(tick), 3).logits())
                        .containsExactly(ends.step(events(tick), 3).logits());
                assertThat(endless.prediction().spikes("spike"))
                        .isEqualTo(ends.prediction().spikes("spike"));
            }
        }
    }

    /// An element of the input is its own current: the logits count the events of the last ticks.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 50})
    void theReadOutSumsTheTicksOfItsWindowAlone(int window) {
        Network network = Chain.of(50).readOut(2);
        try (Engine engine = Engine.of(network, new Weights(Map.of()))) {
            Session session = engine.open();
            session.beginEndless(window);
            List<int[]> all = new ArrayList<>();
            for (int tick = 0; tick < 120; tick++) {
                all.add(events(tick));
                float[] wanted = new float[50];
                all.subList(Math.max(0, all.size() - window), all.size()).forEach(each -> {
                    for (int element : each) {
                        wanted[element]++;
                    }
                });
                Prediction found = session.step(events(tick), 3);
                assertThat(found.logits()).containsExactly(wanted);
                assertThat(found.ticks()).isEqualTo(Math.min(tick + 1, window));
                assertThat(session.ticksRun()).isEqualTo(tick + 1);
            }
        }
    }

    /// Hidden neurons keep their membranes: their spikes are those of one long sample.
    @Test
    void hiddenNeuronsKeepTheirStateAndCountsMoveWithTheWindow() {
        Network longer = new Network(NETWORK.input(), NETWORK.scaling(), NETWORK.encoder(), 60, NETWORK.nodes());
        try (Engine engine = Engine.of(NETWORK, WEIGHTS);
                Engine whole = Engine.of(longer, WEIGHTS)) {
            Session endless = engine.open();
            Session ends = whole.open();
            endless.beginEndless(4);
            ends.begin();
            for (int tick = 0; tick < 60; tick++) {
                Prediction found = endless.step(events(tick), 3);
                Prediction wanted = ends.step(events(tick), 3);
                int last = found.ticks() - 1;
                assertThat(found.spikes("spike", last)).isEqualTo(wanted.spikes("spike", tick));
                assertThat(found.adds("conv", 0)).isEqualTo(wanted.adds("conv", tick - last));
            }
            assertThat(ends.prediction().spikes("spike")).isPositive();
        }
    }

    /// Without an integrator there is nothing to forget: the read-out's own leak is its window.
    @Test
    void aLeakyReadOutKeepsItsDynamics() {
        Network leaky = Chain.of(3)
                .then("out", new Layer.Spike(new LeakyIntegrator(0.5f)))
                .network(9);
        try (Engine engine = Engine.of(leaky, new Weights(Map.of()))) {
            Session session = engine.open();
            session.beginEndless(1);
            session.step(new int[] {1}, 1);
            session.step(new int[] {1, 2}, 2);
            assertThat(session.prediction().logits()).containsExactly(0, 1.5f, 1);
        }
    }

    /// A small version of `bench/run stream`, which runs a million ticks.
    @ParameterizedTest
    @EnumSource
    void aLongStreamAllocatesNothing(WeightType type) {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS, type)) {
            Session session = engine.open();
            session.beginEndless(50);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int[] events = {3, 7, 40};
            long allocated = Long.MAX_VALUE;
            for (int batch = 0; batch < 500 && allocated > 1024; batch++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int tick = 0; tick < 2000; tick++) {
                    session.step(events, 3);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes in 2000 ticks").isLessThanOrEqualTo(1024);
        }
    }

    @Test
    void aSampleAfterAStreamIsAsEver() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            float[] sample = RandomNetwork.sample(NETWORK, new Chance(4));
            float[] wanted = engine.open().run(sample, 1).logits();
            Session session = engine.open();
            session.beginEndless(2);
            session.step(events(1), 3);
            assertThat(session.run(sample, 1).logits()).containsExactly(wanted);
            assertThatThrownBy(() -> session.step(events(1), 3)).hasMessageStartingWith("there is no stream yet");
            assertThatThrownBy(() -> session.beginEndless(0))
                    .hasMessageStartingWith("ticks is 0: it must be a whole number from 1");
        }
    }
}
