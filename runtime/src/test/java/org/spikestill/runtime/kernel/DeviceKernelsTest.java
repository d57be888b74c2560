package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.neuron.Reset;

/// Vectors against the definition, at lengths that fill no lane, and the definition against sums worked here.
@Tag("lanes")
class DeviceKernelsTest {
    private static final int KERNEL = 3;

    private final DeviceKernels definition = new ScalarDeviceKernels();
    private final DeviceKernels vectors = new VectorDeviceKernels();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 16, 32, 64, 207})
    void rowsAddUp(int width) {
        Random random = new Random(71 + width);
        int neurons = 9;
        int[] weights = random.ints(neurons * KERNEL * width, -256, 256).toArray();
        int[] rows = new int[neurons];
        Arrays.setAll(rows, i -> i * KERNEL * width);
        int[] spikes = {0, 3, 4, 5, 7, 8};
        int[] before = random.ints(width + 5, -1000, 1000).toArray();

        int[] ours = before.clone();
        definition.add(weights, rows, spikes, 1, 5, 2 * width, ours, 3, width);
        int[] theirs = before.clone();
        vectors.add(weights, rows, spikes, 1, 5, 2 * width, theirs, 3, width);

        int[] expected = before.clone();
        for (int neuron : new int[] {3, 4, 5, 7}) {
            for (int c = 0; c < width; c++) {
                expected[3 + c] += weights[(neuron * KERNEL + 2) * width + c];
            }
        }
        assertThat(ours).isEqualTo(expected);
        assertThat(theirs).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 31, 207, 1024})
    void neuronsAboveTheThresholdFireAndEqualityStaysSilent(int neurons) {
        int threshold = 5;
        int[] membranes = new Random(72 + neurons).ints(neurons, -8, 14).toArray();
        membranes[neurons / 2] = threshold;
        membranes[neurons - 1] = neurons == 1 ? threshold + 1 : threshold;
        for (Reset.Target reset : Reset.Target.values()) {
            for (int room : new int[] {neurons, Kernels.capacity(neurons)}) {
                for (DeviceKernels kernels : new DeviceKernels[] {definition, vectors}) {
                    int[] after = membranes.clone();
                    int[] fired = new int[room];
                    int count = kernels.fire(after, threshold, reset, fired);

                    int expected = 0;
                    for (int i = 0; i < neurons; i++) {
                        int v = membranes[i];
                        int rest = reset == Reset.Target.ZERO ? 0 : v - threshold;
                        assertThat(after[i])
                                .as("%s, neuron %d of %d", kernels, i, neurons)
                                .isEqualTo(v > 5 ? rest : v);
                        if (v > threshold) {
                            assertThat(fired[expected++]).isEqualTo(i);
                        }
                    }
                    assertThat(count).isEqualTo(expected);
                }
            }
        }
    }
}
