package org.spikestill.model.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Samples.Run;
import org.spikestill.model.settings.Samples.Training;

class FlagsTest {
    @Test
    void recordsAreFlattenedAndFamiliesAreOneFlag() {
        assertThat(Settings.flags(new Run()))
                .containsExactly(
                        new Flag("name", "", "", "text", List.of(), "run"),
                        new Flag("seed", "", "", "a whole number", List.of(), "7"),
                        new Flag("student-training-epochs", "studentTraining", "", "a whole number", List.of(), "30"),
                        new Flag("student-training-rate", "studentTraining", "", "a finite number", List.of(), "0.1"),
                        new Flag(
                                "student-training-log",
                                "studentTraining",
                                "",
                                "the path of a file or folder, or nothing",
                                List.of(),
                                "none"),
                        new Flag(
                                "neuron",
                                "",
                                "",
                                "one of [lif, learned-lif, cuba-lif, loihi-lif, integrator, leaky-integrator, lagging]",
                                List.of(
                                        "lif",
                                        "learned-lif",
                                        "cuba-lif",
                                        "loihi-lif",
                                        "integrator",
                                        "leaky-integrator",
                                        "lagging"),
                                "lif"),
                        new Flag("milestones", "", "", "a list, each a whole number", List.of(), "[60,90]"));
    }

    @Test
    void aDescriptionIsWhatTheCommentOfTheRecordSays() {
        assertThat(Settings.flags(new Reset()))
                .extracting(Flag::name, Flag::description)
                .containsExactly(
                        tuple("target", "where the membrane goes"),
                        tuple(
                                "detached",
                                "whether the gradient ignores the reset's spikes, as the hybrid-training reference"
                                        + " code does"));
        assertThat(Settings.flags(new Flag("a", "", "b", "c", List.of(), "d")))
                .as("texts of several lines, and none where there is none")
                .extracting(Flag::description)
                .containsExactly(
                        "in kebab case, without dashes before it",
                        "the record within the settings that it belongs to, such as student; empty at the top",
                        "text of the record's comment, or empty",
                        "what its text must be, such as a finite number",
                        "the names to choose from, or nothing if any text of the right kind will do",
                        "its value now, as text");
    }

    @Test
    void aFlagChangesItsSettingAndNothingElse() {
        Run run = Settings.with(
                new Run(),
                Map.of("student-training-epochs", "5", "neuron", "lif:leak=0.5", "milestones", "1,2", "name", "a, (b"));
        assertThat(run)
                .isEqualTo(new Run(
                        "a, (b",
                        Seed.of(7),
                        new Training(5, 0.1f, Optional.empty()),
                        Neuronal.leaky(0.5f),
                        List.of(1, 2)));
    }

    private static final class Neuronal {
        static Lif leaky(float leak) {
            Lif usual = new Lif();
            return new Lif(leak, usual.threshold(), usual.reset(), usual.order(), usual.surrogate());
        }
    }

    @Test
    void theTextsOfAllFlagsGiveTheSettingsBack() {
        Run run = new Run(
                "x=\"1\"",
                Seed.of(Long.MIN_VALUE),
                new Training(1, 1e-20f, Optional.of(Path.of("a(b,c"))),
                Neuronal.leaky(0.3f),
                List.of());
        Map<String, String> texts = Settings.flags(run).stream().collect(Collectors.toMap(Flag::name, Flag::value));
        assertThat(Settings.with(new Run(), texts)).isEqualTo(run);
    }

    @Test
    void refusalsNameTheSetting() {
        demand("student-training-epochs", "x", "studentTraining.epochs is 'x': it must be a whole number");
        demand(
                "student-training-epochs",
                "0",
                "studentTraining.epochs is 0: it must be a whole number from 1 to 1048576");
        demand("neuron", "lif:leak=3", "neuron.leak is 3.0: it must lie in [0.0, 1.0]");
        demand("milestones", "1,x", "milestones[1] is 'x': it must be a whole number");
        demand(
                "student-training-epoch",
                "5",
                "there is no setting 'student-training-epoch': there are [name, seed, student-training-epochs, "
                        + "student-training-rate, student-training-log, neuron, milestones]; did you mean "
                        + "'student-training-epochs'?");
    }

    @Test
    void twoSettingsOfOneFlagAreRefused() {
        record Student(int epochs, int more) {
            Student() {
                this(1, 1);
            }
        }
        record Twice(Student student, int studentEpochs) {}
        assertThatThrownBy(() -> Settings.flags(new Twice(new Student(), 1)))
                .hasMessage("Twice has two settings whose flag is 'student-epochs': rename a component");
    }

    private static void demand(String flag, String text, String message) {
        assertThatThrownBy(() -> Settings.with(new Run(), Map.of(flag, text)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(message);
    }
}
