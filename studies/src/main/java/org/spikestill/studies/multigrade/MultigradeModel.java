package org.spikestill.studies.multigrade;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.experiment.Store;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Settings;

/// A stored model: the kept grades of a run, for predictions at new points.
///
/// ```java
/// float[] values = MultigradeModel.load(Path.of("runs/multigrade-points-1")).predict(coordinates);
/// ```
public final class MultigradeModel {
    private final List<Grade> grades;

    private MultigradeModel(List<Grade> grades) {
        this.grades = List.copyOf(grades);
    }

    /// @param folder of a run
    /// @throws InvalidFile if the folder holds no grade
    public static MultigradeModel load(Path folder) {
        List<Grade> grades = new ArrayList<>();
        Path file = entry(folder, 1);
        if (!Files.isRegularFile(file)) {
            throw new InvalidFile(file, "is not there: name the folder of a finished run of the study multigrade");
        }
        for (int k = 1; Files.isRegularFile(entry(folder, k)); k++) {
            Store.Entry entry = Settings.readJson(Store.Entry.class, entry(folder, k));
            Grade grade = Settings.read(Grade.class, entry.result(), "result");
            if (!grade.kept()) {
                break;
            }
            grades.add(grade);
        }
        return new MultigradeModel(grades);
    }

    private static Path entry(Path folder, int grade) {
        return folder.resolve("steps").resolve(TrainGrade.grade(grade).name() + ".json");
    }

    /// @param rows `[points, inputs]`, row-major
    /// @return `[points, outputs]`
    public float[] predict(float[] rows) {
        int inputs = grades.getFirst().shape().inputs();
        int outputs = grades.getFirst().shape().outputs();
        if (rows.length % inputs != 0) {
            throw new IllegalArgumentException(
                    rows.length + " coordinates are no rows of " + inputs + ": give each point " + inputs);
        }
        int count = rows.length / inputs;
        return GradeStack.of(new Points(inputs, outputs, rows, new float[count * outputs]), grades)
                .sum();
    }
}
