package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class SparseSynapsesTest {
    private static final long SEED = 17;

    private static Block sparse(int outputs, int inputs, double density) {
        float[] values = Seed.of(SEED).normals(outputs * inputs);
        for (int i = 0; i < values.length; i++) {
            values[i] = Seed.uniform(SEED, i) < density ? values[i] : 0;
        }
        return Block.of(Shape.of(outputs, inputs), values);
    }

    private static Events events(Layout layout, boolean spikes) {
        Events events = spikes ? Events.spikes(layout) : Events.graded(layout);
        float[] values = Seed.of(SEED + 1).normals(layout.elements());
        int count = 0;
        for (int i = 0; i < layout.elements(); i++) {
            if (Seed.uniform(SEED + 2, i) < 0.3) {
                events.elements()[count] = i;
                if (!spikes) {
                    events.values()[count] = values[i];
                }
                count++;
            }
        }
        events.filled(count);
        return events;
    }

    /// Sizes that fill no lane.
    @ParameterizedTest
    @CsvSource({"1,7,true", "7,207,true", "207,40,true", "33,50,false"})
    void aLinearLayerHasTheBitsOfTheDenseOne(int outputs, int inputs, boolean spikes) {
        Layout in = new Layout(inputs, 1);
        check(Windows.whole(in), in, in, sparse(outputs, inputs, 0.1), outputs, spikes);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aConvolutionHasTheBitsOfTheDenseOne(boolean spikes) {
        Layer.Conv2d conv = new Layer.Conv2d(5, 3, 2, 1, true);
        Shape from = Shape.of(4, 7, 6);
        Shape to = Shape.of(5, 4, 3);
        check(Windows.of(conv, from, to), Layout.of(from), new Layout(4, 9), sparse(5, 36, 0.2), 5, spikes);
    }

    private static void check(Windows windows, Layout in, Layout window, Block weights, int outputs, boolean spikes) {
        float[] bias = Seed.of(SEED + 3).normals(outputs);
        Events events = events(in, spikes);
        try (Arena arena = Arena.ofConfined()) {
            Synapses dense = new Synapses(windows, in, window, weights, bias, arena);
            SparseSynapses sparse = new SparseSynapses(windows, in, window, weights, bias);
            float[] wanted = new float[Kernels.capacity(windows.count() * outputs)];
            float[] found = new float[wanted.length];
            new ScalarKernels().gather(dense, events, wanted);
            sparse.gather(events, found);
            for (int i = 0; i < windows.count() * outputs; i++) {
                assertThat(found[i]).as("current %d", i).isEqualTo(wanted[i]);
            }
            assertThat(sparse.outDegrees()).isEqualTo(dense.outDegrees());
        }
    }

    @Test
    void fewWeightsPay() {
        assertThat(SparseSynapses.pays(sparse(100, 100, 0.03))).isTrue();
        assertThat(SparseSynapses.pays(sparse(100, 100, 0.1))).isFalse();
    }
}
