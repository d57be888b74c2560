package org.spikestill.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    /// Worked by hand: n = 102, b + c = 31, b − c = 10; 10/102 ± 1.96·√(31 − 100/102)/102.
    @Test
    void theIntervalIsThatOfAgrestiAndMin() {
        PairedDifference pair = new PairedDifference(100, 20, 10);
        assertThat(pair.difference()).isCloseTo(0.1, within(1e-12));
        assertThat(pair.interval().low()).isCloseTo(-0.007242, within(1e-6));
        assertThat(pair.interval().high()).isCloseTo(0.203320, within(1e-6));
    }

    @Test
    void agreementIsNoDifferenceButNotCertain() {
        PairedDifference same = new PairedDifference(1000, 0, 0);
        assertThat(same.interval().low()).isNegative();
        assertThat(same.interval().high()).isPositive().isLessThan(0.003);
    }

    @Test
    void moreChangesThanSamplesAreRefused() {
        assertThatThrownBy(() -> new PairedDifference(5, 3, 3))
                .hasMessageContaining("3 gained and 3 lost of 5 samples");
    }

    @Test
    void theSentenceFollowsTheInterval() {
        assertThat(share(300, 100).sentence())
                .startsWith(
                        "teacher's share in the student: +2.00 points over the untaught student (300 samples gained, 100 lost");
        assertThat(share(100, 150).sentence())
                .startsWith(
                        "the teacher cost the student 0.50 points: deliver the untaught one, untaught.safetensors; −0.50");
        assertThat(share(101, 100).sentence())
                .startsWith("no gain from the teacher is shown in the student: +0.01 points");
        assertThat(share(1, 0).sentence()).contains("(1 sample gained, 0 lost of 10,000;");
    }

    private static TeachersShare share(long gained, long lost) {
        return new TeachersShare(
                "student", "untaught student", "untaught.safetensors", new PairedDifference(10_000, gained, lost));
    }
}
