package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.model.settings.Settings;

class TwoStageKdTest {
    private static final TeacherSettings OWN = new TeacherSettings();
    private static final TeacherSettings TRAINED = Settings.with(OWN, Map.of("file", "teacher.safetensors"));

    private static Objective objective(String method, TeacherSettings teacher) {
        return Method.catalog().parse(method).under(teacher).objective().orElseThrow();
    }

    private static Objective weighted(float hard, float soft, SoftTargets targets) {
        return new Objective(
                List.of(new Objective.Term(new CrossEntropy(), hard, 1), new Objective.Term(targets, soft, 1)));
    }

    @Test
    void whatIsLeftOutDependsOnTheTeacher() {
        assertThat(objective("two-stage-kd", OWN)).isEqualTo(weighted(0.5f, 0.5f, new SoftTargets(1, true)));
        assertThat(objective("two-stage-kd", TRAINED)).isEqualTo(weighted(0.1f, 0.9f, new SoftTargets(4, false)));
    }

    @Test
    void whatIsNamedStaysUnderAnyTeacher() {
        String all = "two-stage-kd:temperature=4,hard=0.1,soft=0.9,standardised=false";
        assertThat(objective(all, OWN)).isEqualTo(objective(all, TRAINED));
        assertThat(objective("two-stage-kd:temperature=3", OWN))
                .isEqualTo(weighted(0.5f, 0.5f, new SoftTargets(3, true)));
        assertThat(objective("two-stage-kd:standardised=true", TRAINED))
                .isEqualTo(weighted(0.1f, 0.9f, new SoftTargets(4, true)));
    }

    @Test
    void withoutWeightLabelsAreNotRead() {
        assertThat(objective("two-stage-kd:hard=0,soft=1", TRAINED)).isEqualTo(Objective.of(new SoftTargets(4, false)));
    }
}
