package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.torch.DenseShape;
import org.spikestill.model.Block;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Picture;

/// A stored model: the kept grades of a run in one safetensors file, `grade1.layer1.weight` and so on, for predictions at new
/// points.
///
/// ```java
/// float[] values = MultigradeModel.load(Path.of("runs/multigrade-points-1")).predict(coordinates);
/// ```
public final class MultigradeModel {
    /// Its name in the folder of a run.
    public static final String FILE = "model.safetensors";

    private static final String FORMAT = "spikestill-multigrade";
    private static final int MOST_GRADES = 20;

    private final List<Layers> grades;
    private final List<String> from;
    private final List<String> to;

    /// @param from names of the coordinates
    /// @param to names of the values
    MultigradeModel(List<Layers> grades, List<String> from, List<String> to) {
        this.grades = List.copyOf(grades);
        this.from = List.copyOf(from);
        this.to = List.copyOf(to);
    }

    /// The text beside the arrays.
    record Form(List<Part> grades, List<String> from, List<String> to) {
        Form {
            grades = List.copyOf(grades);
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /// @param softmax whether outputs are logits
    record Part(DenseShape shape, boolean softmax) {}

    /// @param place model file, or folder of a finished run
    /// @throws InvalidFile if there is no such model
    public static MultigradeModel load(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
        if (!Files.isRegularFile(file)) {
            throw new InvalidFile(file, "is not there: name the folder of a finished run of the study multigrade");
        }
        try {
            return of(Tensors.read(file, Arena.ofAuto()));
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// @throws InvalidSettings if the arrays are no such model
    static MultigradeModel of(Tensors stored) {
        if (!FORMAT.equals(stored.metadata().get("format"))) {
            throw new InvalidSettings("holds no model of the study multigrade: name " + FILE + " of one of its runs");
        }
        String text = stored.metadata().getOrDefault("form", "{}");
        Form form = Settings.read(Form.class, Settings.fromJson(text, "form"), "form");
        Check.within("grades", form.grades.size(), 1, MOST_GRADES);
        List<Layers> grades = new ArrayList<>();
        int width = form.from.size();
        for (Part part : form.grades) {
            List<Integer> widths = part.shape.widths();
            if (part.shape.inputs() != width || part.shape.outputs() != form.to.size() || widths.size() < 3) {
                throw new InvalidSettings("grade " + (grades.size() + 1) + " has widths " + widths + ", wanted " + width
                        + " inputs, hidden layers and " + form.to.size()
                        + " outputs: have the run make the file again");
            }
            grades.add(Layers.of(part.shape, part.softmax, stored.blocks(), prefix(grades.size() + 1)));
            width = widths.get(widths.size() - 2);
        }
        return new MultigradeModel(grades, form.from, form.to);
    }

    private static String prefix(int grade) {
        return "grade" + grade + ".";
    }

    Tensors tensors() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>();
        for (Layers grade : grades) {
            parts.add(new Part(grade.shape(), grade.softmax()));
            blocks.putAll(grade.named(prefix(parts.size())));
        }
        String form = Settings.toJson(Settings.write(new Form(parts, from, to)));
        return new Tensors(blocks, Map.of("format", FORMAT, "form", form));
    }

    int grades() {
        return grades.size();
    }

    /// @param rows `[points, inputs]`, row-major
    /// @return `[points, outputs]`
    public float[] predict(float[] rows) {
        if (rows.length % from.size() != 0) {
            throw new IllegalArgumentException(
                    rows.length + " coordinates are no rows of " + from.size() + ": give each point " + from.size());
        }
        int count = rows.length / from.size();
        return GradeStack.of(new Points(from.size(), to.size(), rows, new float[count * to.size()]), grades)
                .sum();
    }

    /// Predictions at the points of a CSV file.
    ///
    /// @throws InvalidFile naming line and column of a value that cannot be used
    public PointTable predict(Path csv) throws IOException {
        float[] rows = new CsvColumns(csv).rows(from);
        return PointTable.of(from, rows, to, predict(rows));
    }

    /// The picture that the model has learnt, with more or fewer pixels.
    ///
    /// @param size edge in pixels
    /// @throws InvalidSettings if the model is not one of a picture
    public Picture picture(int size) {
        Check.within("size", size, 1, 4096);
        if (from.size() != 2 || to.size() != 3) {
            throw new InvalidSettings(
                    "the model predicts " + to + " from " + from + " and no colours of pixels: name points instead");
        }
        return PictureProblem.drawn(predict(PictureProblem.coordinates(size)), size);
    }
}
