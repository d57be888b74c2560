package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

class TrainingCostTest {
    private static Epoch epoch(String stage, double seconds, double teacherSeconds, Optional<Long> peak) {
        return new Epoch(
                stage,
                1,
                0,
                Map.of(),
                new Metric("accuracy", Metric.Unit.SHARE),
                0,
                0,
                0,
                Map.of(),
                0,
                seconds,
                teacherSeconds,
                peak);
    }

    /// Own seconds 10, 12, 4 and 11: the median is 10.5, whatever the first asked and the third missed.
    @Test
    void theTeachersFirstEpochAndABrokenOneMoveNoMedian() {
        List<Epoch> history = List.of(
                epoch("teacher", 500, 0, Optional.of(9_000_000_000L)),
                epoch("student", 90, 80, Optional.of(1_500_000_000L)),
                epoch("student", 12, 0, Optional.of(1_700_000_000L)),
                epoch("student", 4, 0, Optional.empty()),
                epoch("student", 11, 0, Optional.of(1_600_000_000L)));
        assertThat(TrainingCost.of("student", history)).contains(new TrainingCost(10.5, 20, Optional.of(1700.0)));
        assertThat(TrainingCost.of("teacher", history)).contains(new TrainingCost(500, 0, Optional.of(9000.0)));
        assertThat(TrainingCost.of("converted", history)).isEmpty();
    }

    @Test
    void whereMemoryIsNotToldItIsLeftOut() {
        assertThat(TrainingCost.of("student", List.of(epoch("student", 3, 1, Optional.empty()))))
                .contains(new TrainingCost(2, 1, Optional.empty()));
    }
}
