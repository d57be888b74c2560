package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.model.architecture.Architecture;

/// Names of the networks of a distillation for people.
final class Titles {
    /// Networks on the way to a teacher or an assistant: no results of their own.
    private static final List<String> INTERMEDIATE = List.of(
            "teacher-ann", "teacher-converted", "assistant-ann", "assistant-converted", "untaught-converted", "start");

    private Titles() {}

    /// The networks that the test set evaluates, in the order they are made.
    ///
    /// @param twin of the student
    static List<Ref<ModelResult>> evaluated(List<Ref<ModelResult>> networks, Optional<Ref<ModelResult>> twin) {
        return networks.stream()
                .filter(network -> !INTERMEDIATE.contains(network.name())
                        || twin.filter(network::equals).isPresent())
                .toList();
    }

    static String title(Ref<?> network, Layout layout) {
        DistillSettings settings = layout.settings();
        return switch (network.name()) {
            case "teacher" -> "teacher " + teacher(layout);
            case "ann" -> "intermediate ANN " + student(settings, layout.data());
            case "converted" -> "converted SNN";
            case "reference" -> "converted SNN, T = " + settings.conversion().referenceTicks();
            case "untaught-ann" -> "untaught ANN";
            case "untaught-converted" -> "untaught converted SNN";
            case "untaught" -> "untaught student";
            case "student" -> settings.method().student();
            case "dnn" -> "teacher after mutual learning";
            default -> network.name().replace('-', ' ');
        };
    }

    /// Name of the student's architecture, or of the file that it takes its shape from.
    static String student(DistillSettings settings, DataSplits data) {
        return settings.hasShapeOfFile()
                ? settings.ann().file().orElseThrow().getFileName().toString()
                : Architecture.catalog().name(settings.student().architectureFor(data));
    }

    private static String teacher(Layout layout) {
        TeacherSettings teacher = layout.settings().teacher();
        return teacher.isTrained()
                ? files(teacher)
                : Architecture.catalog().name(teacher.architectureFor(layout.data()));
    }

    /// Names of the files of a trained teacher.
    static String files(TeacherSettings teacher) {
        return teacher.trained().stream()
                .map(each -> each.file().getFileName().toString())
                .collect(Collectors.joining(", "));
    }

    static Role role(Ref<?> network, DistillSettings settings) {
        return switch (network.name()) {
            case "ann" -> Role.ARTIFICIAL;
            case "converted", "reference" -> Role.CONVERTED;
            case "untaught-ann", "untaught-converted", "untaught" -> Role.UNTAUGHT;
            case "student" -> settings.method().role();
            case "teacher", "assistant", "dnn" -> Role.TEACHER;
            default -> Role.OTHER;
        };
    }
}
