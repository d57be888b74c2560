package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    /// Two samples of three channels, 2×2 pixels: value 100·sample + 10·channel + pixel.
    private static float[] planar() {
        float[] values = new float[24];
        for (int i = 0; i < 24; i++) {
            values[i] = 100 * (i / 12) + 10 * (i / 4 % 3) + i % 4;
        }
        return values;
    }

    @Test
    void channelsLastStoresPixelsWithTheirChannelsTogether() {
        try (Scope _ = Scope.open()) {
            Tensor tensor = StorageOrder.channelsLast(planar(), 2, 3, 2, 2);
            assertThat(tensor.toFloats()).isEqualTo(planar());
            float[] stored = tensor.memory().toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT);
            assertThat(stored).startsWith(0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23, 100, 110);
        }
    }

    @Test
    void repeatedFramesFollowOneAnotherInTheSameLayout() {
        try (Scope _ = Scope.open()) {
            Tensor repeated = StorageOrder.repeated(StorageOrder.channelsLast(planar(), 2, 3, 2, 2), 3);
            assertThat(repeated.sizes()).containsExactly(6, 3, 2, 2);
            for (int t = 0; t < 3; t++) {
                assertThat(repeated.narrow(2L * t, 2).toFloats()).isEqualTo(planar());
            }
            assertThat(StorageOrder.agree(repeated, StorageOrder.channelsLast(new float[72], 6, 3, 2, 2)))
                    .isTrue();
        }
    }

    @Test
    void layoutsDifferOnlyWhereStoredOrdersDiffer() {
        try (Scope _ = Scope.open()) {
            Tensor planar = Tensor.of(planar(), 2, 3, 2, 2);
            Tensor last = StorageOrder.channelsLast(planar(), 2, 3, 2, 2);
            assertThat(StorageOrder.agree(planar, last)).isFalse();
            assertThat(StorageOrder.as(last, planar).memory().mismatch(last.memory()))
                    .isEqualTo(-1);
            assertThat(StorageOrder.agree(
                            Tensor.of(planar(), 24, 1, 1, 1), StorageOrder.channelsLast(planar(), 24, 1, 1, 1)))
                    .isTrue();
            assertThat(StorageOrder.agree(
                            Tensor.of(planar(), 1, 24, 1, 1), StorageOrder.channelsLast(planar(), 1, 24, 1, 1)))
                    .isTrue();
        }
    }

    /// Freed memory is taken again by the next tensors of that size, so a gradient that was gone would change.
    @Test
    void aGradientOutlivesItsTensor() {
        try (Scope _ = Scope.open()) {
            float[] ones = new float[1 << 14];
            java.util.Arrays.fill(ones, 1);
            Tensor gradient;
            try (Tensor x = Tensor.of(ones, ones.length).requiringGradient();
                    Tensor tripled = x.times(3);
                    Tensor sum = tripled.sum()) {
                sum.backward();
                gradient = x.gradient();
            }
            for (int i = 0; i < 8; i++) {
                Tensor.of(ones, ones.length).times(7);
            }
            assertThat(gradient.toFloats()).containsOnly(3);
        }
    }

    @Test
    void aTensorWithoutGradientHasNone() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.zeros(3).requiringGradient();
            assertThat(x.gradient()).isNull();
            x.sum().backward();
            assertThat(x.gradient().toFloats()).containsExactly(1, 1, 1);
            x.sum().backward();
            assertThat(x.gradient().toFloats()).as("gradients add up").containsExactly(2, 2, 2);
            Autograd.forget(x);
            assertThat(x.gradient()).isNull();
        }
    }

    @Test
    void refusesTheWrongNumberOfValues() {
        try (Scope _ = Scope.open()) {
            assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a tensor [2, 3] takes 6 values, it was given 5");
        }
    }

    @Test
    void labelsAreReadUpToTheirCount() {
        try (Scope _ = Scope.open()) {
            assertThat(Tensor.ofLabels(new int[] {4, 0, 9, 7}, 3).toInts()).containsExactly(4, 0, 9);
        }
    }

    @Test
    void keptTensorsOutliveTheirScope() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Tensor.of(new float[] {1, 2}, 2));
        }
        try (Scope _ = Scope.open()) {
            assertThat(kept.toFloats()).containsExactly(1, 2);
        }
        long before = Scope.liveObjects();
        kept.close();
        assertThat(Scope.liveObjects()).isEqualTo(before - 1);
    }
}
