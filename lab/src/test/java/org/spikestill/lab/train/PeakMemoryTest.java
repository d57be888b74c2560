package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.torch.NativeHeap;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;

class PeakMemoryTest {
    @TempDir
    private Path process;

    private void resident(int now, int peak) throws IOException {
        Files.writeString(
                process.resolve("status"),
                "Name:\tjava\nVmPeak:\t 9999 kB\nVmHWM:\t %6d kB\nVmRSS:\t %6d kB\nThreads:\t2\n".formatted(peak, now));
    }

    @Test
    void theKernelsMarkIsPutBackAndRead() throws IOException {
        Files.createFile(process.resolve("clear_refs"));
        resident(100, 700);
        PeakMemory memory = new PeakMemory(process);
        memory.begin();
        assertThat(process.resolve("clear_refs")).hasContent("5");
        resident(110, 500);
        memory.look();
        assertThat(memory.bytes()).contains(500 * 1024L);
    }

    /// What an earlier pass had at most is not this one's.
    @Test
    void withoutTheRightToPutItBackTheMostThatWasSeenCounts() throws IOException {
        PeakMemory memory = new PeakMemory(process);
        memory.begin();
        resident(300, 700);
        memory.look();
        resident(200, 700);
        memory.look();
        assertThat(memory.bytes()).contains(300 * 1024L);
        memory.begin();
        assertThat(memory.bytes()).contains(200 * 1024L);
    }

    @Test
    void aSystemThatDoesNotTellLeavesTheFigureOut() throws IOException {
        PeakMemory memory = new PeakMemory(process);
        memory.begin();
        memory.look();
        assertThat(memory.bytes()).isEmpty();
        Files.createFile(process.resolve("clear_refs"));
        Files.writeString(process.resolve("status"), "Name:\tjava\nVmHWM:\t7\n");
        memory.begin();
        assertThat(memory.bytes()).isEmpty();
    }

    /// 256 MB come and go within a pass; other threads move less than a quarter of that.
    @Test
    @EnabledOnOs(LINUX)
    void aBatchThatIsOverIsStillInThePeakAndNotInTheNext() {
        long megabytes = 256;
        Tensor.zeros(1).close(); // the library is loaded
        PeakMemory memory = PeakMemory.ofThisProcess();
        memory.begin();
        long before = memory.bytes().orElseThrow();
        try (Scope _ = Scope.open()) {
            Tensor.zeros(megabytes << 18).plus(1);
            memory.look();
        }
        assertThat(memory.bytes().orElseThrow() - before).isGreaterThan(megabytes * 3 << 18);
        NativeHeap.trim();
        memory.begin();
        assertThat(memory.bytes().orElseThrow() - before).isLessThan(megabytes << 18);
    }
}
