package org.spikestill.lab.recipe;

import java.util.Optional;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.settings.Catalog;

/// How a student comes to be: which networks a run makes, and what the last of them learns from. What a method has no use
/// for, such as a teacher, is not made.
public interface Method {
    static Catalog<Method> catalog() {
        return Methods.CATALOG;
    }

    /// What its student is called in tables.
    String student();

    /// The part its student plays in a report.
    default Role role() {
        return Role.DISTILLED;
    }

    /// What the student learns from; empty leaves that to the objective of the settings.
    default Optional<Objective> objective() {
        return Optional.empty();
    }

    /// The networks of a run.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings if the settings ask for what this method cannot do
    default Plan plan(DistillSettings settings) {
        return Plan.of(settings, objective().orElse(settings.objective()));
    }
}
