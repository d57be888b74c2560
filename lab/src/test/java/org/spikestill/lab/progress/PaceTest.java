package org.spikestill.lab.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.progress.Progress.Advance;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(17 * SECOND);

    /// 10 batches of 16 samples in 4 s: 2.5 batches and 40 samples a second, 60 batches are left.
    @Test
    void onlyWhatThisSittingDidCounts() {
        Pace pace = new Pace(30, 16, now::get);
        now.addAndGet(4 * SECOND);
        Advance advance = pace.advance("student", 40, 100);
        assertThat(advance.samplesPerSecond()).hasValue(40);
        assertThat(advance.secondsLeft()).hasValue(24);
    }

    @Test
    void ratesAreUnknownUntilSomethingIsDone() {
        Pace pace = new Pace(30, 16, now::get);
        now.addAndGet(4 * SECOND);
        Advance idle = pace.advance("student", 30, 100);
        assertThat(idle.samplesPerSecond()).isEmpty();
        assertThat(idle.secondsLeft()).isEmpty();
    }

    /// A clock that stands still: the first unit took less than its resolution.
    @Test
    void anInfiniteRateIsUnknownToo() {
        Advance instant = new Pace(0, 1, now::get).advance("student", 5, 10);
        assertThat(instant.samplesPerSecond()).isEmpty();
        assertThat(instant.secondsLeft()).isEmpty();
    }

    @Test
    void unitsFoundDoneTookNoTime() {
        Pace pace = new Pace(0, 1, now::get);
        pace.skip(50);
        now.addAndGet(2 * SECOND);
        assertThat(pace.advance("student", 60, 100).samplesPerSecond()).hasValue(5);
    }
}
