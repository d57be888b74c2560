package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Triangle;

/// Loops and vectors against the definition: the same bits at lengths that fill no found, and for values that break shortcuts.
@Tag("lanes")
@ParameterizedClass
@MethodSource("twins")
class KernelTwinsTest {
    private static final float THRESHOLD = 0.75f;
    private static final Kernels SCALAR = new ScalarKernels();

    @Parameter
    private Kernels twin;

    static Stream<Kernels> twins() {
        return Stream.of(new LoopKernels(), new VectorKernels());
    }

    private static final float[] EXTREMES = {
        THRESHOLD,
        Math.nextUp(THRESHOLD),
        Math.nextDown(THRESHOLD),
        0,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN
    };

    /// Less than a vector, around one and two of them, every number of vectors in a pass, and several slices of outputs.
    static IntStream lengths() {
        int lanes = VectorKernels.bits() / Float.SIZE;
        return IntStream.of(1, 7, lanes - 1, lanes, lanes + 1, 2 * lanes - 1, 2 * lanes, 2 * lanes + 1, 207, 702)
                .distinct();
    }

    static Stream<Lif> neurons() {
        return Stream.of(Order.values())
                .flatMap(order -> Stream.of(Reset.Target.values())
                        .flatMap(target -> Stream.of(1f, 0.9f, 0f)
                                .map(leak ->
                                        new Lif(leak, THRESHOLD, new Reset(target, true), order, new Triangle()))));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void populationsFireAlike(int neurons) {
        neurons().forEach(lif -> {
            float[] scalarMembranes = values(neurons, 1);
            float[] twinMembranes = scalarMembranes.clone();
            for (int tick = 0; tick < 3; tick++) {
                float[] currents = values(neurons, 2 + tick);
                Events scalarSpikes = Events.spikes(new Layout(neurons, 1));
                Events twinSpikes = Events.spikes(new Layout(neurons, 1));
                SCALAR.fire(lif, scalarMembranes, scalarMembranes, currents, scalarSpikes);
                twin.fire(lif, twinMembranes, twinMembranes, currents, twinSpikes);
                assertThat(twinMembranes).as("%s, tick %d", lif, tick).containsExactly(scalarMembranes);
                assertSame(scalarSpikes, twinSpikes);
            }
        });
    }

    /// Held against firing tick by tick and pooling what fired, which is how the means are defined.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 37, 64})
    void populationsFireIntoMeansAlike(int channels) {
        for (int size : new int[] {1, 2, 3, 17}) { // more than a byte counts in the last
            Shape in = Shape.of(channels, 2 * size, 3 * size);
            Shape out = Shape.of(channels, 2, 3);
            Pooling pooling = new Pooling(size, in, out);
            neurons().forEach(lif -> {
                float[] start = values(in.elements(), 1);
                float[] currents = values(in.elements(), 2);
                float[] membranes = start.clone();
                float[] scalarMembranes = Arrays.copyOf(start, start.length);
                float[] twinMembranes = new float[start.length];
                Events[] scalar = means(out);
                Events[] found = means(out);
                SCALAR.fire(lif, pooling, start, scalarMembranes, currents, scalar, 3);
                twin.fire(lif, pooling, start, twinMembranes, currents, found, 3);
                for (int tick = 0; tick < 3; tick++) {
                    Events spikes = Events.spikes(Layout.of(in));
                    SCALAR.fire(lif, membranes, membranes, currents, spikes);
                    float[] averages = new float[Kernels.capacity(out.elements())];
                    pooling.average(spikes, averages);
                    Events wanted = Events.graded(Layout.of(out));
                    SCALAR.sparsify(averages, wanted);
                    assertSame(wanted, scalar[tick]);
                    assertSame(wanted, found[tick]);
                    assertThat(scalar[tick].fired()).isEqualTo(spikes.count());
                    assertThat(found[tick].fired()).isEqualTo(spikes.count());
                }
                assertThat(Arrays.copyOf(scalarMembranes, in.elements()))
                        .containsExactly(Arrays.copyOf(membranes, in.elements()));
                assertThat(Arrays.copyOf(twinMembranes, in.elements()))
                        .as("%s, windows of %d", lif, size)
                        .containsExactly(Arrays.copyOf(membranes, in.elements()));
            });
        }
    }

    private static Events[] means(Shape shape) {
        return IntStream.range(0, 3)
                .mapToObj(_ -> Events.graded(Layout.of(shape)))
                .toArray(Events[]::new);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void valuesAreFoundAlike(int elements) {
        for (int rarity : new int[] {1, 2, 10, 5000}) {
            float[] values = values(elements, rarity);
            for (int i = 0; i < elements; i++) {
                values[i] = i % rarity == 0 ? values[i] : 0;
            }
            Events scalar = Events.graded(new Layout(elements, 1));
            Events found = Events.graded(new Layout(elements, 1));
            SCALAR.sparsify(values, scalar);
            twin.sparsify(values, found);
            assertSame(scalar, found);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void linearLayersGatherAlike(int outputs) {
        Layout input = new Layout(7, 3);
        compare(Windows.whole(input), input, input, outputs);
    }

    /// Padded rows spill into the windows that follow: here every width meets several windows.
    @ParameterizedTest
    @MethodSource("lengths")
    void convolutionsGatherAlike(int channels) {
        Layer.Conv2d conv = new Layer.Conv2d(channels, 3, 2, 1, true);
        Shape in = Shape.of(2, 5, 4);
        Windows windows = Windows.of(conv, in, Shape.of(channels, 3, 2));
        compare(windows, Layout.of(in), new Layout(2, 3 * 3), channels);
    }

    /// Maps of 4, 7 and 9 columns: whole blocks of pixels and blocks that overlap. Dense and event-driven sums are the same bits.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 16, 30, 64, 70, 96, 130, 207})
    void mapsAreConvolvedAlike(int channels) {
        denseLikeEvents(Layer.Conv2d.same(channels, 3, true), Shape.of(3, 2, 4), Shape.of(channels, 2, 4));
        denseLikeEvents(new Layer.Conv2d(channels, 5, 1, 1, true), Shape.of(2, 5, 9), Shape.of(channels, 3, 7));
        denseLikeEvents(new Layer.Conv2d(channels, 2, 2, 1, true), Shape.of(2, 3, 17), Shape.of(channels, 2, 9));
    }

    private void denseLikeEvents(Layer.Conv2d conv, Shape in, Shape out) {
        Layout input = Layout.of(in);
        int rows = in.channels() * conv.kernel() * conv.kernel();
        int outputs = out.channels();
        Block weights = Block.of(Shape.of(outputs, rows), Seed.of(outputs).normals(outputs * rows));
        float[] bias = Seed.of(outputs + 1).normals(outputs);
        Frame frame = new Frame(conv, in, out);
        assertThat(frame.isWideEnough()).isTrue();
        try (Arena arena = Arena.ofConfined()) {
            Windows windows = Windows.of(conv, in, out);
            Layout window = new Layout(in.channels(), conv.kernel() * conv.kernel());
            Synapses synapses = new Synapses(windows, input, window, weights, bias, arena);
            Events events = events(input, false);
            float[] dense = new float[frame.elements()];
            Arrays.fill(dense, Float.NaN); // the padding is written as well
            frame.fill(events, dense);
            float[] wanted = new float[Kernels.capacity(out.elements())];
            float[] scalar = new float[wanted.length];
            float[] found = new float[wanted.length];
            SCALAR.gather(synapses, events, wanted);
            SCALAR.convolve(synapses, frame, dense, scalar);
            twin.convolve(synapses, frame, dense, found);
            int length = out.elements();
            assertThat(Arrays.copyOf(scalar, length)).containsExactly(Arrays.copyOf(wanted, length));
            assertThat(Arrays.copyOf(found, length)).containsExactly(Arrays.copyOf(wanted, length));
        }
    }

    private void compare(Windows windows, Layout input, Layout window, int outputs) {
        int rows = window.elements();
        Block weights = Block.of(Shape.of(outputs, rows), Seed.of(outputs).normals(outputs * rows));
        float[] bias = Seed.of(outputs + 1).normals(outputs);
        try (Arena arena = Arena.ofConfined()) {
            Synapses synapses = new Synapses(windows, input, window, weights, bias, arena);
            for (boolean spikes : new boolean[] {true, false}) {
                Events events = events(input, spikes);
                float[] scalar = new float[Kernels.capacity(windows.count() * outputs)];
                float[] found = new float[scalar.length];
                Arrays.fill(found, 0, windows.count() * outputs, Float.NaN); // every current is written
                SCALAR.gather(synapses, events, scalar);
                twin.gather(synapses, events, found);
                assertThat(found).as("spikes: %s", spikes).containsExactly(scalar);
            }
        }
    }

    /// Counts up to 64 and the heaviest weights overflow 16 bits many times over.
    @ParameterizedTest
    @MethodSource("lengths")
    void integersGatherAlike(int outputs) {
        Layout input = new Layout(150, 3);
        compareIntegers(Windows.whole(input), input, input, outputs);
        Layer.Conv2d conv = new Layer.Conv2d(outputs, 3, 2, 1, true);
        Shape in = Shape.of(20, 5, 4);
        Windows windows = Windows.of(conv, in, Shape.of(outputs, 3, 2));
        compareIntegers(windows, Layout.of(in), new Layout(20, 3 * 3), outputs);
    }

    private void compareIntegers(Windows windows, Layout input, Layout window, int outputs) {
        int rows = window.elements();
        float[] bias = Seed.of(outputs + 1).normals(outputs);
        float[] weights = Seed.of(outputs).normals(outputs * rows);
        for (int most : new int[] {1, 4, 64}) {
            for (boolean heavy : new boolean[] {false, true}) {
                Block block =
                        heavy ? Block.filled(Shape.of(outputs, rows), -3) : Block.of(Shape.of(outputs, rows), weights);
                IntegerRange counting = new IntegerRange(most, most);
                Counts counts = new Counts(input, most);
                counts.refill(multiples(input, most, heavy));
                try (Arena arena = Arena.ofConfined()) {
                    var synapses = new IntegerSynapses(windows, input, window, block, bias, counting, arena);
                    float[] scalar = new float[Kernels.capacity(windows.count() * outputs)];
                    float[] found = new float[scalar.length];
                    Arrays.fill(found, 0, windows.count() * outputs, Float.NaN);
                    SCALAR.gather(synapses, counts, scalar);
                    twin.gather(synapses, counts, found);
                    assertThat(Arrays.copyOf(found, windows.count() * outputs))
                            .as("counts to %d, heavy: %s", most, heavy)
                            .containsExactly(Arrays.copyOf(scalar, windows.count() * outputs));
                }
            }
        }
    }

    /// Events from 1 / most to 1, each the largest where `heavy`.
    private static Events multiples(Layout layout, int most, boolean heavy) {
        Events events = Events.graded(layout);
        int count = 0;
        for (int i = 0; i < layout.elements(); i++) {
            long draw = Seed.of(3).at(i);
            if (heavy || draw % 3 == 0) {
                events.elements()[count] = i;
                events.values()[count] = (heavy ? most : 1 + Long.remainderUnsigned(draw >>> 9, most)) / (float) most;
                count++;
            }
        }
        events.filled(count);
        return events;
    }

    private static Events events(Layout layout, boolean spikes) {
        float[] drawn = values(layout.elements(), 3);
        Events events = spikes ? Events.spikes(layout) : Events.graded(layout);
        int count = 0;
        for (int i = 0; i < layout.elements(); i++) {
            if (drawn[i] > 0.3f && drawn[i] < 10) {
                events.elements()[count] = i;
                events.values()[count] = spikes ? 1 : drawn[i];
                count++;
            }
        }
        events.filled(count);
        assertThat(events.count()).isPositive();
        return events;
    }

    private static void assertSame(Events scalar, Events found) {
        int count = scalar.count();
        assertThat(found.count()).isEqualTo(count);
        assertThat(Arrays.copyOf(found.elements(), count)).containsExactly(Arrays.copyOf(scalar.elements(), count));
        assertThat(Arrays.copyOf(found.values(), count)).containsExactly(Arrays.copyOf(scalar.values(), count));
        assertThat(found.starts()).containsExactly(scalar.starts());
    }

    /// Normal values with every extreme among them, followed by zeros up to the capacity.
    private static float[] values(int count, long seed) {
        float[] values = Seed.of(seed).normals(count);
        for (int i = 0; i < count; i++) {
            long draw = Seed.of(seed).split("extremes").at(i);
            if (Long.remainderUnsigned(draw, 4) == 0) {
                values[i] = EXTREMES[(int) Long.remainderUnsigned(draw >>> 8, EXTREMES.length)];
            }
        }
        return Arrays.copyOf(values, Kernels.capacity(count));
    }
}
