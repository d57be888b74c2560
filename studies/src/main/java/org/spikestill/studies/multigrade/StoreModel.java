package org.spikestill.studies.multigrade;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// The kept grades in one file, for use at new points.
///
/// @param grades in order
/// @param from names of the coordinates
/// @param to names of the values
record StoreModel(List<Ref<Grade>> grades, List<String> from, List<String> to) implements Step<MultigradeModel> {
    StoreModel {
        grades = List.copyOf(grades);
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /// @param grades that were kept
    record Note(int grades) {}

    private static final ResultType<MultigradeModel> TYPE = new ResultType<>() {
        @Override
        public JsonNode write(MultigradeModel model, ModelFiles files) {
            files.write("", model.tensors());
            return Settings.write(new Note(model.grades()));
        }

        @Override
        public MultigradeModel read(JsonNode tree, ModelFiles files) {
            return MultigradeModel.of(files.readArrays(""));
        }
    };

    @Override
    public ResultType<MultigradeModel> result() {
        return TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.copyOf(grades);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public MultigradeModel run(Inputs inputs, Context context) {
        List<Layers> kept = new ArrayList<>();
        for (Ref<Grade> each : grades) {
            Grade grade = inputs.get(each);
            if (grade.kept()) {
                kept.add(grade.layers().orElseThrow());
            }
        }
        return new MultigradeModel(kept, from, to);
    }
}
