package org.spikestill.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Epoch;

class CostTest {
    private static Epoch epoch(String stage, double seconds, double teacherSeconds, Optional<Long> peak) {
        return new Epoch(stage, 1, 0, Map.of(), 0, 0, 0, 0, seconds, teacherSeconds, peak);
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
        assertThat(Cost.of(Stage.STUDENT, history)).contains(new Cost(10.5, 20, Optional.of(1700.0)));
        assertThat(Cost.of(Stage.TEACHER, history)).contains(new Cost(500, 0, Optional.of(9000.0)));
        assertThat(Cost.of(Stage.CONVERTED, history)).isEmpty();
    }

    @Test
    void whereMemoryIsNotToldItIsLeftOut() {
        assertThat(Cost.of(Stage.STUDENT, List.of(epoch("student", 3, 1, Optional.empty()))))
                .contains(new Cost(2, 1, Optional.empty()));
    }
}
