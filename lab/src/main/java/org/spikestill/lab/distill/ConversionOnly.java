package org.spikestill.lab.distill;

import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.model.settings.Name;

/// Conversion and nothing else: an ANN, its thresholds balanced and scaled, no training through time.
@Name("conversion")
public record ConversionOnly() implements Method {
    @Override
    public String student() {
        return "converted SNN";
    }

    @Override
    public Role role() {
        return Role.CONVERTED;
    }

    @Override
    public Ref<ModelResult> student(Layout layout) {
        if (layout.settings().annObjective().needsTeacher()) {
            layout.artificialTeacher();
        }
        Ref<ModelResult> converted = layout.convertedStudent();
        layout.untaughtConverted();
        return converted;
    }
}
