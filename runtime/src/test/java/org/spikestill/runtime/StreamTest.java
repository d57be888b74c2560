package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Poisson;

/// Input as events, against the same input as frames.
class StreamTest {
    private static final Network NETWORK = Chain.of(2, 5, 5)
            .then("conv", new Layer.Conv2d(4, 3, 1, 1, true))
            .then("spike", Chain.fire(1))
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, true))
            .readOut(6)
            .withEncoder(new Poisson());

    private static final Weights WEIGHTS = RandomNetwork.normal(NETWORK, new Chance(2));

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /// The events are those the encoder draws, last first; the encoder the network names makes no difference to a stream.
    @ParameterizedTest
    @MethodSource("seeds")
    void eventsSayWhatFramesSay(long seed) {
        Chance chance = new Chance(seed);
        Network drawn = RandomNetwork.draw(chance);
        Network frames = drawn.withEncoder(new Poisson(false));
        Weights weights = RandomNetwork.normal(frames, chance);
        float[] sample = RandomNetwork.sample(frames, chance);
        float[] scaled = sample.clone();
        frames.scaling().apply(scaled, frames.input());
        for (Network events : new Network[] {frames, drawn.withEncoder(new Direct())}) {
            for (WeightType type : WeightType.values()) {
                try (Engine framewise = Engine.of(frames, weights, type);
                        Engine eventwise = Engine.of(events, weights, type)) {
                    Session wanted = framewise.open();
                    Session found = eventwise.open();
                    wanted.begin(sample, seed);
                    found.begin();
                    float[] frame = new float[scaled.length];
                    int[] elements = new int[scaled.length];
                    for (int tick = 0; wanted.step(); tick++) {
                        frames.encoder().encode(scaled, tick, frames.ticks(), seed, frame);
                        int count = 0;
                        for (int i = frame.length - 1; i >= 0; i--) {
                            if (frame[i] != 0) {
                                assertThat(frame[i]).isEqualTo(1);
                                elements[count++] = i;
                            }
                        }
                        assertThat(found.step(elements, count).logits())
                                .containsExactly(wanted.prediction().logits());
                    }
                    for (String layer : wanted.prediction().firingLayers()) {
                        assertThat(found.prediction().spikes(layer))
                                .isEqualTo(wanted.prediction().spikes(layer));
                    }
                }
            }
        }
    }

    @Test
    void anElementNamedTwiceIsTwo() {
        Network network = Chain.of(3).readOut(2);
        try (Engine engine = Engine.of(network, new Weights(java.util.Map.of()))) {
            Session session = engine.open();
            session.begin();
            assertThat(session.step(new int[] {2, 0, 2, 1}, 3).logits()).containsExactly(1, 0, 2);
            assertThat(session.step(new int[0], 0).logits()).containsExactly(1, 0, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void steppingAllocatesNothing(WeightType type) {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS, type)) {
            Session session = engine.open();
            int[] events = {3, 7, 40};
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = Long.MAX_VALUE;
            for (int batch = 0; batch < 500 && allocated > 1024; batch++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 200; i++) {
                    session.begin();
                    for (int tick = 0; tick < 6; tick++) {
                        session.step(events, 3);
                    }
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes in 1200 steps").isLessThanOrEqualTo(1024);
        }
    }

    @Test
    void misuseIsExplainedAndChangesNothing() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            int[] events = {0, 50, -1};
            assertThatThrownBy(() -> session.step(events, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("there is no stream yet: begin() one before its first step");
            session.begin();
            assertThatThrownBy(() -> session.step(events, 2))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("event 1 is at element 50: the network takes [2, 5, 5], that is 0 to 49");
            assertThatThrownBy(() -> session.step(events, 4))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("count is 4: the array holds 3 events");
            assertThatThrownBy(session::step)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this is a stream: give each step its events, or begin a sample");
            assertThat(session.prediction().ticks()).isZero();
            for (int tick = 0; tick < 6; tick++) {
                session.step(events, 1);
            }
            assertThatThrownBy(() -> session.step(events, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("all 6 ticks have run: begin() the next stream before its first step");
            session.begin(new float[50], 0);
            assertThat(session.step()).isTrue();
        }
    }
}
