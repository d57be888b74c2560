package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

@Timeout(20)
class LoaderTest {
    /// Reads from another data set, after a call of `before` with the number asked for.
    private record Watched(Dataset origin, IntUnaryOperator before) implements Dataset {
        @Override
        public Shape sample() {
            return origin.sample();
        }

        @Override
        public Labels labels() {
            return origin.labels();
        }

        @Override
        public int size() {
            return origin.size();
        }

        @Override
        public String digest() {
            return origin.digest();
        }

        @Override
        public int read(int index, float[] into) throws IOException {
            if (before.applyAsInt(index) < 0) {
                throw new IOException("sample " + index + " is unreadable");
            }
            return origin.read(index, into);
        }
    }

    /// Adds a number drawn from the key, so that equal keys can be seen.
    private record Noise() implements Augmentation {
        @Override
        public void apply(float[] sample, Shape shape, long key, float[] out) {
            for (int i = 0; i < sample.length; i++) {
                out[i] = sample[i] + Seed.uniform(key, i);
            }
        }
    }

    private static List<float[]> images(Loader loader) {
        List<float[]> images = new ArrayList<>();
        loader.forEach(batch -> images.add(batch.images().clone()));
        return images;
    }

    @Test
    void batchesHoldTheSamplesInTheGivenOrder() throws IOException {
        Dataset data = Fixtures.numbered(7, 3);
        int[] order = {6, 0, 3, 3, 5};
        List<int[]> indices = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        List<float[]> images = new ArrayList<>();
        try (var loader = new Loader(data, order, 2, Loader.Rest.KEEP, new None(), 0, 0)) {
            assertThat(loader.batches()).isEqualTo(3);
            for (Batch batch : loader) {
                indices.add(batch.indices().clone());
                labels.add(batch.labels().clone());
                images.add(batch.images().clone());
            }
        }
        assertThat(indices).containsExactly(new int[] {6, 0}, new int[] {3, 3}, new int[] {5});
        assertThat(labels).containsExactly(new int[] {0, 0}, new int[] {0, 0}, new int[] {2});
        assertThat(images.getFirst()).containsExactly(6 / 255f, 249 / 255f, 0, 1);
        assertThat(images.getLast()).containsExactly(5 / 255f, 250 / 255f);
    }

    @Test
    void dropLeavesTheRestOutAndKeepHandsItOverShort() throws IOException {
        Dataset data = Fixtures.numbered(7, 3);
        int[] order = IntStream.range(0, 7).toArray();
        try (var dropping = new Loader(data, order, 3, Loader.Rest.DROP, new None(), 0, 0);
                var keeping = Loader.inOrder(data, 3);
                var smaller = Loader.inOrder(data, 100)) {
            assertThat(images(dropping)).extracting(values -> values.length).containsExactly(6, 6);
            assertThat(images(keeping)).extracting(values -> values.length).containsExactly(6, 6, 2);
            assertThat(images(smaller)).extracting(values -> values.length).containsExactly(14);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void anyNumberOfThreadsGivesTheSameBatches(int threads) {
        Dataset uneven = new Watched(Fixtures.numbered(200, 10), index -> {
            for (int i = 0; i < index % 7 * 1000; i++) {
                Thread.onSpinWait(); // threads overtake each other
            }
            return 0;
        });
        int[] order = Seed.of(3).permutation(200);
        try (var one = new Loader(uneven, order, 8, Loader.Rest.KEEP, new Noise(), 11, 0, 1);
                var many = new Loader(uneven, order, 8, Loader.Rest.KEEP, new Noise(), 11, 0, threads)) {
            assertThat(images(many)).containsExactly(images(one).toArray(float[][]::new));
        }
    }

    @Test
    void aSampleIsAugmentedByEpochAndNumberWhateverItsPlace() {
        Dataset data = Fixtures.numbered(4, 2);
        float[] expected = new float[2];
        new Noise()
                .apply(
                        new float[] {2 / 255f, 253 / 255f},
                        data.sample(),
                        Seed.of(42).at(2),
                        expected);
        try (var first = new Loader(data, new int[] {2, 0}, 1, Loader.Rest.KEEP, new Noise(), 42, 0);
                var last = new Loader(data, new int[] {1, 3, 2}, 3, Loader.Rest.KEEP, new Noise(), 42, 0)) {
            assertThat(images(first).getFirst()).containsExactly(expected);
            assertThat(Arrays.copyOfRange(images(last).getFirst(), 4, 6)).containsExactly(expected);
        }
    }

    @Test
    void aPassResumedAtABatchContinuesAsIfNeverInterrupted() {
        Dataset data = Fixtures.numbered(50, 10);
        Seed epoch = Seed.of(5).split("shuffle").split(2);
        try (var whole = Loader.shuffled(data, 4, new Noise(), epoch, 0);
                var resumed = Loader.shuffled(data, 4, new Noise(), epoch, 9)) {
            assertThat(images(resumed))
                    .containsExactly(images(whole).subList(9, 12).toArray(float[][]::new));
        }
    }

    @Test
    void shufflingReadsEverySampleOnceAndDiffersBetweenEpochs() {
        Dataset data = Fixtures.numbered(40, 10);
        List<List<Integer>> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            List<Integer> seen = new ArrayList<>();
            try (var loader = Loader.shuffled(data, 8, new None(), Seed.of(1).split(epoch), 0)) {
                loader.forEach(batch -> Arrays.stream(batch.indices()).forEach(seen::add));
            }
            epochs.add(seen);
        }
        assertThat(epochs.getFirst()).hasSize(40).doesNotHaveDuplicates().isNotEqualTo(epochs.getLast());
    }

    @Test
    void neverReadsFurtherAheadThanPromisedAndReusesItsBuffers() throws InterruptedException {
        var reads = new AtomicInteger();
        Dataset data = new Watched(Fixtures.numbered(200, 10), _ -> reads.incrementAndGet());
        Set<float[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (var loader = Loader.inOrder(data, 2)) {
            var batches = loader.iterator();
            for (int taken = 1; taken <= 100; taken++) {
                buffers.add(batches.next().images());
                assertThat(reads.get()).isLessThanOrEqualTo(2 * (taken + Loader.AHEAD));
            }
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("the pass has 100 batches and all have been taken");
        }
        assertThat(buffers).hasSizeLessThanOrEqualTo(Loader.AHEAD + 2);
    }

    @Test
    void aFailureArrivesInItsPlaceWithItsMessage() {
        Dataset broken = new Watched(Fixtures.numbered(20, 10), index -> index == 13 ? -1 : 0);
        try (var loader = Loader.inOrder(broken, 4)) {
            var batches = loader.iterator();
            for (int i = 0; i < 3; i++) {
                assertThat(batches.next().indices()[0]).isEqualTo(4 * i);
            }
            assertThatThrownBy(batches::next)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage("sample 13 is unreadable");
        }
        Dataset refused = new Watched(Fixtures.numbered(20, 10), _ -> {
            throw new InvalidFile(Path.of("a.bin"), "byte 7: label 12");
        });
        try (var loader = Loader.inOrder(refused, 4)) {
            assertThatThrownBy(loader.iterator()::next)
                    .isInstanceOf(InvalidFile.class)
                    .hasMessage("a.bin: byte 7: label 12");
        }
    }

    @Test
    void closingStopsTheThreadsInTheMiddleOfABatch() throws InterruptedException {
        var reads = new AtomicInteger();
        Dataset slow = new Watched(Fixtures.numbered(200, 10), _ -> {
            reads.incrementAndGet();
            Thread.yield();
            return 0;
        });
        var endless = IntStream.generate(() -> 1).limit(1_000_000).toArray();
        var loader = new Loader(slow, endless, 1_000_000, Loader.Rest.KEEP, new None(), 0, 0);
        while (reads.get() == 0) {
            Thread.onSpinWait();
        }
        loader.close();
        int afterwards = reads.get();
        Thread.sleep(20);
        assertThat(reads.get()).isEqualTo(afterwards).isLessThan(1_000_000);
        assertThatThrownBy(loader.iterator()::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loader is closed: take its batches before that");
        loader.close();
    }

    @Test
    void refusesToTrainWithoutOneFullBatch() {
        assertThatThrownBy(() -> Loader.shuffled(Fixtures.numbered(8, 2), 9, new None(), Seed.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch is 9, there are 8 training samples: no batch would be full, choose a smaller one");
    }

    @Test
    void refusesAFirstBatchBehindTheEnd() {
        assertThatThrownBy(() ->
                        new Loader(Fixtures.numbered(8, 2), new int[] {0, 1}, 2, Loader.Rest.KEEP, new None(), 0, 2))
                .hasMessage("first batch is 2: it must be a whole number from 0 to 1");
    }
}
