package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.spikestill.data.EventCamera.Event;
import org.spikestill.model.Shape;

/// Parts of published sets, where a data directory is named and holds them: counts that a script of its own found.
@EnabledIfEnvironmentVariable(named = DataRoot.VARIABLE, matches = ".+")
class PublishedSubsetsTest {
    private static Path part(String name) {
        Path part = Path.of(System.getenv(DataRoot.VARIABLE)).resolve(name);
        assumeThat(part).isDirectory();
        return part;
    }

    @Test
    void cifar100() throws IOException {
        DataSource.Opened opened = new Cifar100().open(Optional.of(part("cifar-100-subset")));

        assertThat(opened.train().size()).isEqualTo(3000);
        assertThat(opened.test().size()).isEqualTo(1000);
        int[] counts = new int[100];
        for (int i = 0; i < 3000; i++) {
            counts[opened.train().label(i)]++;
        }
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isBetween(20, 48);
            }
        });
    }

    @Test
    void tinyImageNet() throws IOException {
        DataSource.Opened opened = new TinyImageNet().open(Optional.of(part("tiny-imagenet-subset")));

        assertThat(opened.train().size()).isEqualTo(1200);
        assertThat(opened.test().size()).isEqualTo(300);
        float[] sample = new float[3 * 64 * 64];
        for (int i = 0; i < 300; i++) {
            assertThat(opened.test().read(i, sample)).isBetween(0, 19);
        }
    }

    @Test
    void nMnist() throws IOException {
        Path part = part("n-mnist-subset");
        DataSource.Opened opened = new NMnist().open(Optional.of(part));
        List<Event> events = EventCamera.list();
        AerEvents.read(part.resolve("Train/5/00001.bin"), 34, 34).forEach(EventCamera.into(events));

        assertThat(opened.train().size()).isEqualTo(150);
        assertThat(opened.test().size()).isEqualTo(100);
        assertThat(opened.train().label(0)).isEqualTo(5); // the first training image of MNIST
        assertThat(events).hasSize(4681);
        assertThat(events.stream().filter(Event::on)).hasSize(2328);
        assertThat(events.getFirst().micros()).isEqualTo(893);
        assertThat(events.getLast().micros()).isEqualTo(305_924);
    }

    /// Clips of another sensor in the same layout of events.
    @Test
    void gesturesAs40BitEvents() throws IOException {
        List<Event> events = EventCamera.list();
        AerEvents.read(part("dvs128-gesture-clips").resolve("1.bs2"), 128, 128).forEach(EventCamera.into(events));
        EventFrames frames = new EventFrames(4, 4, 32, 128, 128);
        byte[] counts = frames.frames(1);
        EventSink sink = frames.counting(0, 2_000_000, counts, 0);
        events.forEach(each -> sink.event(each.x(), each.y(), each.on(), each.micros()));

        assertThat(events).hasSize(63_471);
        assertThat(frames.shape()).isEqualTo(Shape.of(8, 32, 32));
        assertThat(counts).contains((byte) 32);
    }
}
