package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;

/// What a kernel does after the neurons, against pooling and masks applied to the bare population, one value at a time.
@Tag("lanes")
class LifTailTest {
    private static final int TICKS = 4;
    private static final int IMAGES = 2;
    private static final Lif NEURON =
            new Lif(0.9f, 0.75f, new Reset(Reset.Target.SUBTRACT, false), Order.CHARGE_FIRST, new Atan());

    /// A map `[N, rows·size, columns·size, channels]` and what its neurons and outputs get.
    private record Map(int size, int rows, int columns, int channels, boolean half, boolean constant) {
        PoolWindows windows() {
            return new PoolWindows(size, columns, channels);
        }

        int outputs() {
            return IMAGES * rows * columns * channels;
        }

        int neurons() {
            return outputs() * size * size;
        }

        /// Index of the neuron at a place of the full map, counted out.
        int neuron(int image, int y, int x, int channel) {
            return ((image * rows * size + y) * columns * size + x) * channels + channel;
        }

        int output(int image, int y, int x, int channel) {
            return ((image * rows + y) * columns + x) * channels + channel;
        }

        Values room(long values) {
            return new Values(MemorySegment.ofArray(new float[(int) values]), half);
        }

        Values values(float[] numbers) {
            Values values = room(numbers.length);
            for (int i = 0; i < numbers.length; i++) {
                values.put(i, numbers[i]);
            }
            return values;
        }

        Values current() {
            int count = constant ? neurons() : TICKS * neurons();
            return values(LifCases.currents(count, NEURON.threshold(), Seed.of(5)));
        }

        MemorySegment mask() {
            float[] mask = new float[outputs()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = i % 3 == 0 ? 0 : 1.25f;
            }
            return MemorySegment.ofArray(mask);
        }

        LifKernel.Population pooled() {
            return LifCases.population(NEURON, TICKS, outputs(), windows(), current(), constant, null, 0, mask());
        }

        LifKernel.Population bare() {
            return LifCases.population(NEURON, TICKS, neurons(), PoolWindows.NONE, current(), constant, null, 0, null);
        }
    }

    @FunctionalInterface
    private interface Place {
        void at(int output, int[] window);
    }

    /// Every output with the neurons of its window.
    private static void places(Map map, Place place) {
        for (int n = 0; n < IMAGES; n++) {
            for (int y = 0; y < map.rows; y++) {
                for (int x = 0; x < map.columns; x++) {
                    for (int c = 0; c < map.channels; c++) {
                        int[] window = new int[map.size * map.size];
                        for (int i = 0; i < window.length; i++) {
                            window[i] = map.neuron(n, y * map.size + i / map.size, x * map.size + i % map.size, c);
                        }
                        place.at(map.output(n, y, x, c), window);
                    }
                }
            }
        }
    }

    private static final String MAPS = """
            2, 3, 5, 64, false, false
            2, 3, 5, 64, true, false
            2, 3, 5, 32, false, true
            2, 2, 3, 20, false, false
            3, 2, 2, 16, false, false
            1, 2, 3, 20, true, false
            1, 2, 3, 20, true, true
            """;

    /// Means of windows of 1 and 4 and masks of 0 and 1.25 are exact in both precisions; of 9 they are rounded.
    @ParameterizedTest
    @CsvSource(textBlock = MAPS)
    void outputsAreMaskedMeans(int size, int rows, int columns, int channels, boolean half, boolean constant) {
        Map map = new Map(size, rows, columns, channels, half, constant);
        Values bare = map.room((long) TICKS * map.neurons());
        LifKernel.Averages each = new LifKernel.Averages(map.room(map.neurons()), map.room(map.neurons()));
        long count = new ScalarLif().forward(new LifKernel.Forward(map.bare(), bare, null, each), 0, map.neurons());
        for (LifKernel kernel : new LifKernel[] {new ScalarLif(), new VectorLif()}) {
            Values spikes = map.room((long) TICKS * map.outputs());
            LifKernel.Averages averages = new LifKernel.Averages(map.room(map.outputs()), map.room(map.neurons()));
            var call = new LifKernel.Forward(map.pooled(), spikes, null, averages);
            int cut = map.outputs() / 3;
            assertThat(kernel.forward(call, cut, map.outputs()) + kernel.forward(call, 0, cut))
                    .isEqualTo(count);
            places(map, (output, window) -> {
                for (int t = 0; t < TICKS; t++) {
                    int tick = t * map.neurons();
                    double mean = Arrays.stream(window)
                            .mapToDouble(i -> bare.get(tick + i))
                            .average()
                            .orElseThrow();
                    double mask = output % 3 == 0 ? 0 : 1.25;
                    assertThat((double) spikes.get((long) t * map.outputs() + output))
                            .isEqualTo(mean * mask, within(size == 3 ? 2e-7 : 0));
                }
                double mean = IntStream.range(0, TICKS)
                        .mapToDouble(t -> spikes.get((long) t * map.outputs() + output))
                        .average()
                        .orElseThrow();
                assertThat((double) averages.output().get(output)).isEqualTo(mean, within(tolerance(mean, half)));
                for (int i : window) {
                    double slope = each.sensitivity().get(i);
                    assertThat((double) averages.sensitivity().get(i)).isEqualTo(slope, within(tolerance(slope, half)));
                }
            });
        }
    }

    private static double tolerance(double value, boolean half) {
        return (half ? 1.0 / 256 : 1e-6) * Math.abs(value) + 1e-6;
    }

    /// The way back through time-averaged populations, by its definition.
    @ParameterizedTest
    @CsvSource(textBlock = MAPS)
    void averagedGradientsAreSharedByTheWindow(
            int size, int rows, int columns, int channels, boolean half, boolean constant) {
        Map map = new Map(size, rows, columns, channels, half, constant);
        Values given = map.values(Seed.of(6).normals(map.outputs()));
        Values slopes = map.values(Seed.of(9).normals(map.neurons()));
        MemorySegment rates = MemorySegment.ofArray(Seed.of(7).normals(map.neurons()));
        RateKernel kernel = new RateKernel(map.windows(), map.mask());
        for (MemorySegment rate : new MemorySegment[] {null, rates}) {
            for (Values outputs : new Values[] {given, null}) {
                Values found = map.room(map.neurons());
                MemorySegment.copy(
                        slopes.memory(), 0, found.memory(), 0, found.memory().byteSize());
                var call = new RateKernel.Gradients(outputs, rate, found, found);
                int cut = map.outputs() / 3;
                kernel.backward(call, cut, map.outputs());
                kernel.backward(call, 0, cut);
                places(map, (output, window) -> {
                    for (int i : window) {
                        double shared = outputs == null ? 0 : outputs.get(output) / window.length;
                        double own = rate == null ? 0 : rate.getAtIndex(JAVA_FLOAT, i);
                        double exact = slopes.get(i) * (shared * (output % 3 == 0 ? 0 : 1.25) + own);
                        assertThat((double) found.get(i)).isEqualTo(exact, within(tolerance(exact, half)));
                    }
                });
            }
        }
    }

    /// A window's gradient is its output's, times the mask, shared by its neurons. In float32 only the order of the two
    /// factors differs; in bfloat16 one more rounding, of 1 in 256.
    @ParameterizedTest
    @CsvSource(textBlock = MAPS)
    void gradientsAreSharedByTheWindow(int size, int rows, int columns, int channels, boolean half, boolean constant) {
        Map map = new Map(size, rows, columns, channels, half, constant);
        Values given = map.values(Seed.of(6).normals(TICKS * map.outputs()));
        float[] rate = Seed.of(7).normals(map.neurons());
        float[] spread = new float[TICKS * map.neurons()];
        places(map, (output, window) -> {
            for (int t = 0; t < TICKS; t++) {
                for (int neuron : window) {
                    spread[t * map.neurons() + neuron] = given.get((long) t * map.outputs() + output)
                            / window.length
                            * (output % 3 == 0 ? 0 : 1.25f);
                }
            }
        });
        int count = constant ? map.neurons() : TICKS * map.neurons();
        Values wanted = Values.floats(MemorySegment.ofArray(new float[count]));
        new ScalarLif()
                .backward(
                        new LifKernel.Backward(
                                map.bare(),
                                Values.floats(MemorySegment.ofArray(spread)),
                                MemorySegment.ofArray(rate),
                                wanted),
                        0,
                        map.neurons());
        for (LifKernel kernel : new LifKernel[] {new ScalarLif(), new VectorLif()}) {
            Values found = map.room(count);
            var call = new LifKernel.Backward(map.pooled(), given, MemorySegment.ofArray(rate), found);
            int cut = map.outputs() / 3;
            kernel.backward(call, cut, map.outputs());
            kernel.backward(call, 0, cut);
            for (int i = 0; i < count; i++) {
                double exact = wanted.get(i);
                double tolerance = !half ? 1e-5 : Math.abs(exact) / 256 + 1e-5;
                assertThat((double) found.get(i)).as("value %d", i).isEqualTo(exact, within(tolerance));
            }
        }
    }

    /// Between two neighbours of eight significant bits, ties go to the even one; worked by hand.
    @Test
    void halfPrecisionRoundsToTheNearest() {
        float step = 1f / 128; // between 1 and 2
        float[] numbers = {1, 1 + step / 2, 1 + 1.5f * step, 1 + 0.51f * step, -1 - step / 2, 3.5f, 0, 1e38f};
        float[] wanted = {1, 1, 1 + 2 * step, 1 + step, -1, 3.5f, 0, 9.990e37f};
        Values values = new Values(MemorySegment.ofArray(new short[16]), true);
        for (int i = 0; i < numbers.length; i++) {
            values.put(i, numbers[i]);
            assertThat(values.get(i)).isEqualTo(wanted[i], within(wanted[i] > 1e30 ? 3e35f : 0));
        }
        float[] many = Seed.of(8).normals(Lanes.WIDTH);
        Values lanes = new Values(MemorySegment.ofArray(new short[Lanes.WIDTH]), true);
        Lanes.storeHalf(Lanes.load(MemorySegment.ofArray(many), 0), lanes.memory(), 0);
        MemorySegment back = MemorySegment.ofArray(new float[Lanes.WIDTH]);
        Lanes.store(Lanes.loadHalf(lanes.memory(), 0), back, 0);
        for (int i = 0; i < many.length; i++) {
            values.put(0, many[i]);
            assertThat(back.getAtIndex(JAVA_FLOAT, i)).isEqualTo(values.get(0)).isEqualTo(lanes.get(i));
        }
    }
}
