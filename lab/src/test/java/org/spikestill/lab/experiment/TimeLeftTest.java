package org.spikestill.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static TimeLeft of(double teacher, double ann, double student) {
        Map<String, Double> estimates = new LinkedHashMap<>();
        estimates.put("teacher", teacher);
        estimates.put("ann", ann);
        estimates.put("student", student);
        return new TimeLeft(estimates);
    }

    @Test
    void beforeAnythingRunsTheEstimatesCount() {
        TimeLeft left = of(10, 20, 30);

        assertThat(left.total()).isEqualTo(60);
        assertThat(left.left("teacher", 0, Double.NaN)).hasValue(60);
    }

    /// The teacher took twice its estimate: the 50 seconds of the others become 100.
    @Test
    void finishedStepsCorrectThoseToCome() {
        TimeLeft left = of(10, 20, 30);
        left.finished("teacher", 20);

        assertThat(left.left("ann", 0, Double.NaN)).hasValue(100);
        assertThat(left.left("ann", 15, Double.NaN)).hasValue(85);
    }

    /// 5 s elapsed and 35 s left of a step of 20 s: twice as long as estimated, as the teacher was; the student's 30 s become 60.
    @Test
    void theCurrentStepCorrectsToo() {
        TimeLeft left = of(10, 20, 30);
        left.finished("teacher", 20);

        assertThat(left.left("ann", 5, 35).getAsDouble()).isCloseTo(35 + 60, within(1e-9));
        assertThat(of(10, 20, 30).left("teacher", 1, 4).getAsDouble())
                .as("half as long as estimated")
                .isCloseTo(4 + 25, within(1e-9));
    }

    @Test
    void aStepThatWasThereAlreadyTakesNoTime() {
        TimeLeft left = of(10, 20, 30);
        left.finished("unknown", 99);

        assertThat(left.total()).isEqualTo(60);
        left.finished("teacher", 10);
        left.finished("ann", 20);
        left.finished("student", 30);
        assertThat(left.left("student", 30, 0)).isEmpty();
    }

    @Test
    void aRunOfMoreThanAnHourIsAnnouncedWithTheWayToStopIt() {
        assertThat(of(0, 0, 0).announcement("--resume runs/a")).isEmpty();
        assertThat(of(1000, 1000, 1600).announcement("--resume runs/a"))
                .containsExactly("expected to take about 60 min on this machine");
        assertThat(of(7200, 0, 0).announcement("--resume runs/a"))
                .containsExactly(
                        "expected to take about 2 h on this machine",
                        "note: that is more than an hour: Ctrl-C stops with a checkpoint at any time, and --resume"
                                + " runs/a goes on");
    }
}
