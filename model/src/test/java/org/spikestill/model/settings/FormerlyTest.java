package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerlyTest {
    @Formerly(was = "exact", now = "through-time")
    enum Way {
        THROUGH_TIME,
        AVERAGED
    }

    @Formerly(was = "descent", now = "plain")
    interface Method {
        static Catalog<Method> catalog() {
            return Catalog.of("method", Method.class, List.of(Plain.class));
        }
    }

    @Formerly(was = "rate", now = "learningRate")
    @Formerly(was = "decay.weights", now = "weightDecay")
    record Plain(float learningRate, float weightDecay) implements Method {
        Plain() {
            this(0.1f, 0);
        }
    }

    @Formerly(was = "variants", now = "augmentedCopies")
    record Training(int epochs, int augmentedCopies, Way gradient, Method method) {
        Training() {
            this(1, 8, Way.AVERAGED, new Plain());
        }
    }

    record Teacher(String file, Training training) {
        Teacher() {
            this("none", new Training());
        }
    }

    @Formerly(was = "teacherFile", now = "teacher.file")
    @Formerly(was = "teacher", now = "teacher.file")
    @Formerly(was = "lessons", now = "teacher.training")
    record Run(Teacher teacher, int ticks) {
        Run() {
            this(new Teacher(), 4);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'teacherFile': 'a'}                            | teacherFile is now teacher.file: rename it
            {'teacher': 'a'}                                | teacher is now teacher.file: rename it
            {'teacher': {'type': 'a'}}                      | teacher is now teacher.file: rename it
            {'lessons': {'epochs': 2}, 'nobody': 1}         | lessons is now teacher.training: rename it
            {'teacher': {'training': {'variants': 2}}}      | teacher.training.variants is now teacher.training.augmentedCopies: rename it
            {'teacher': {'training': {'gradient': 'exact'}}} | teacher.training.gradient 'exact' is now 'through-time': rename it
            {'teacher': {'training': {'method': 'descent'}}} | teacher.training.method 'descent' is now 'plain': rename it
            {'teacher': {'training': {'method': {'type': 'plain', 'rate': 1}}}} | teacher.training.method.rate is now teacher.training.method.learningRate: rename it
            {'teacher': {'training': {'method': {'type': 'plain', 'decay': {'weights': 1}}}}} | teacher.training.method.decay.weights is now teacher.training.method.weightDecay: rename it
            {'teacher': {'training': {'method': 'plain:rate=1'}}} | teacher.training.method.rate is now teacher.training.method.learning-rate: rename it
            {'teacher': {'training': {'method': 'plain:decay.weights=1'}}} | teacher.training.method.decay.weights is now teacher.training.method.weight-decay: rename it
            """)
    void anEarlierNameIsRefusedWithThePresentOne(String json, String message) {
        assertThatThrownBy(() -> Settings.read(Run.class, Settings.fromJson(json.replace('\'', '"'), ""), ""))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(message);
    }

    @Test
    void theGroupThatAValueHasMovedIntoIsRead() {
        assertThat(Settings.read(Run.class, Settings.fromJson("{\"teacher\": {\"file\": \"a\"}}", ""), ""))
                .isEqualTo(new Run(new Teacher("a", new Training()), 4));
    }

    /// `lessons-variants` was renamed twice: with its group, and itself.
    @Test
    void flagsOfEarlierNamesLeadToThePresentOnes() {
        assertThat(Settings.formerFlags(new Run()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("teacher", "teacher-file"),
                        Map.entry("teacher-training-variants", "teacher-training-augmented-copies"),
                        Map.entry("lessons-epochs", "teacher-training-epochs"),
                        Map.entry("lessons-augmented-copies", "teacher-training-augmented-copies"),
                        Map.entry("lessons-variants", "teacher-training-augmented-copies"),
                        Map.entry("lessons-gradient", "teacher-training-gradient"),
                        Map.entry("lessons-method", "teacher-training-method")));
        assertThatThrownBy(() -> Settings.with(new Run(), Map.of("lessons-variants", "3")))
                .hasMessage("lessons-variants is now teacher-training-augmented-copies: rename it");
        assertThat(Settings.with(new Run(), Map.of("teacher-file", "b"))
                        .teacher()
                        .file())
                .isEqualTo("b");
    }

    @Test
    void specsTakeTheNamesOfFilesToo() {
        assertThat(Method.catalog().parse("plain:learningRate=0.5,weight-decay=0.25"))
                .isEqualTo(new Plain(0.5f, 0.25f));
    }
}
