package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.spikestill.lab.distill.StudentSettings.StudentStart;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.settings.InvalidSettings;

/// Settings without effect on a run, each with the reason. Whoever sets one for this very run expects an effect; a recipe that
/// serves several methods, or a table, may hold settings that only some of them need.
///
/// @param setting path of the setting
/// @param reason one line, with the way out
public record UnusedSettings(String setting, String reason) {
    private static final DistillSettings USUAL = new DistillSettings();

    /// @param given names of the flags that were set for this run
    /// @return reasons of the unused settings that were not set by these flags
    /// @throws InvalidSettings with the reason of the first unused setting that was
    public static List<String> check(DistillSettings settings, Collection<String> given) {
        List<String> notes = new ArrayList<>();
        for (UnusedSettings unused : of(settings)) {
            String flag = unused.setting.replace('.', '-');
            if (given.stream().anyMatch(name -> name.equals(flag) || name.startsWith(flag + "-"))) {
                throw new InvalidSettings(unused.reason);
            }
            notes.add(unused.reason);
        }
        return notes;
    }

    /// The settings that differ from their defaults and are not used.
    static List<UnusedSettings> of(DistillSettings settings) {
        List<UnusedSettings> all = new ArrayList<>();
        byMethod(settings, all);
        trainedAlready(settings, all);
        conversion(settings, all);
        return all;
    }

    private static void byMethod(DistillSettings settings, List<UnusedSettings> all) {
        String method = "the method " + Method.catalog().name(settings.method());
        Objective objective = settings.studentObjective();
        boolean trains = !(settings.method() instanceof ConversionOnly);
        boolean teacher = settings.annObjective().needsTeacher()
                || settings.method() instanceof SpikeKd
                || settings.method().needsTeacher()
                || trains && objective.needsTeacher();
        if (!teacher && !settings.teacher().equals(USUAL.teacher())) {
            all.add(new UnusedSettings(
                    "teacher",
                    "teacher is set, but " + method + " has no teacher: leave it out, or name a method that has one"));
        }
        boolean compares =
                trains && objective.needsPairs() || settings.annObjective().needsPairs();
        if (!compares && !settings.pairs().isEmpty()) {
            all.add(new UnusedSettings(
                    "pairs", "pairs is set, but " + method + " compares no layers: leave it out, or name lasnn"));
        }
        boolean converts = !trains || settings.student().start() instanceof StudentStart.Conversion;
        if (!converts && !settings.ann().equals(USUAL.ann())) {
            all.add(new UnusedSettings(
                    "ann",
                    "ann is set, but student.start names where the student starts, and no ANN is made: leave one of them"
                            + " out"));
        }
    }

    private static void trainedAlready(DistillSettings settings, List<UnusedSettings> all) {
        TeacherSettings teacher = settings.teacher();
        boolean shaped = teacher.architecture().isPresent();
        if (teacher.isTrained()
                && (shaped || !teacher.training().equals(USUAL.teacher().training()))) {
            String setting = shaped ? "teacher.architecture" : "teacher.training";
            all.add(
                    new UnusedSettings(
                            setting,
                            setting
                                    + " is set, but teacher.file names a teacher that is trained already: leave one of them out"));
        }
        if (settings.ann().file().isPresent()
                && !settings.ann().training().equals(USUAL.ann().training())) {
            all.add(new UnusedSettings(
                    "ann.training",
                    "ann.training is set, but ann.file names an ANN that is trained already: leave one of them out"));
        }
        if (settings.hasShapeOfFile() && settings.ann().batchNorm()) {
            all.add(
                    new UnusedSettings(
                            "ann.batch-norm",
                            "ann.batchNorm is set, but ann.file names an ANN that has it or has it not: leave it out, or name student.architecture too"));
        }
    }

    private static void conversion(DistillSettings settings, List<UnusedSettings> all) {
        if (settings.ann().file().isPresent() && settings.ann().activation().isEmpty()) {
            return; // activation by the file, which is not read here
        }
        ConversionSettings conversion = settings.conversion();
        boolean clips = settings.annActivation() instanceof Activation.Qcfs;
        String why = clips ? "those of quantised clips are trained" : "conversion.method sets its own";
        if (clips && conversion.readOut() != USUAL.conversion().readOut()) {
            all.add(
                    new UnusedSettings(
                            "conversion.read-out",
                            "conversion.readOut is set, but behind quantised clips the read-out has the ANN's scale already: leave it out"));
        }
        if (conversion.method().isEmpty() && !clips) {
            return;
        }
        if (!conversion.balance().equals(USUAL.conversion().balance())) {
            all.add(new UnusedSettings(
                    "conversion.balance",
                    "conversion.balance measures thresholds behind ReLUs, but " + why + ": leave one of them out"));
        }
        if (!conversion.thresholdScales().equals(USUAL.conversion().thresholdScales())) {
            all.add(new UnusedSettings(
                    "conversion.threshold-scales",
                    "conversion.thresholdScales scales thresholds behind ReLUs, but " + why
                            + ": leave one of them out"));
        }
    }
}
