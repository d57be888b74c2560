package org.spikestill.lab.recipe;

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
    public Plan plan(DistillSettings settings) {
        return Plan.conversion(settings);
    }
}
