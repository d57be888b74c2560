package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.distill.StudentSettings.StudentStart;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.settings.InvalidSettings;

/// Settings without effect on a run. A single run refuses them, since whoever set them expects an effect; in a table, rows
/// share settings that only some of them need.
public final class UnusedSettings {
    private static final DistillSettings USUAL = new DistillSettings();

    private UnusedSettings() {}

    /// @throws InvalidSettings naming the first setting that would be ignored, and why
    public static void refuse(DistillSettings settings) {
        List<String> unused = of(settings);
        if (!unused.isEmpty()) {
            throw new InvalidSettings(unused.getFirst());
        }
    }

    /// One line for each setting that differs from its default and is not used.
    static List<String> of(DistillSettings settings) {
        List<String> lines = new ArrayList<>();
        String method = "the method " + Method.catalog().name(settings.method());
        Objective objective = settings.studentObjective();
        boolean trains = !(settings.method() instanceof ConversionOnly);
        boolean teacher = settings.ann().objective().needsTeacher()
                || settings.method() instanceof SpikeKd
                || trains && objective.needsTeacher();
        if (!teacher && !settings.teacher().equals(USUAL.teacher())) {
            lines.add("teacher is set, but " + method + " has no teacher: leave it out, or name a method that has one");
        }
        if (!(trains && objective.needsPairs()) && !settings.pairs().isEmpty()) {
            lines.add("pairs is set, but " + method + " compares no layers: leave it out, or name lasnn");
        }
        boolean converts = !trains || settings.student().start() instanceof StudentStart.Conversion;
        if (!converts && !settings.ann().equals(USUAL.ann())) {
            lines.add(
                    "ann is set, but student.start names where the student starts, and no ANN is made: leave one of them out");
        }
        teacherFile(settings, lines);
        conversion(settings, lines);
        return lines;
    }

    private static void teacherFile(DistillSettings settings, List<String> lines) {
        boolean shaped = settings.teacher().architecture().isPresent()
                || !settings.teacher().training().equals(USUAL.teacher().training());
        if (settings.teacher().file().isPresent() && shaped) {
            lines.add(
                    "teacher.file names a teacher that is trained already, so teacher.architecture and teacher.training have no"
                            + " effect: leave them out");
        }
        boolean trained = !settings.ann().training().equals(USUAL.ann().training());
        if (settings.ann().file().isPresent() && trained) {
            lines.add("ann.file names an ANN that is trained already, so ann.training has no effect: leave it out");
        }
    }

    private static void conversion(DistillSettings settings, List<String> lines) {
        ConversionSettings conversion = settings.conversion();
        boolean measured = !conversion.balance().equals(USUAL.conversion().balance())
                || !conversion.thresholdScales().equals(USUAL.conversion().thresholdScales());
        boolean clips = settings.ann().activation() instanceof Activation.Qcfs;
        if (measured && (conversion.method().isPresent() || clips)) {
            lines.add("conversion.balance and conversion.thresholdScales measure thresholds behind ReLUs, but "
                    + (clips ? "those of quantised clips are trained" : "conversion.method sets its own")
                    + ": leave them out");
        }
    }
}
