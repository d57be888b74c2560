package org.spikestill.lab.experiment.steps;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.train.StepProfile;

/// Profiles of an update of every network that a run would train, from random weights; nothing is trained or written.
public final class TrainingProfiles {
    private TrainingProfiles() {}

    public static List<StepProfile> of(Plan plan) {
        List<StepProfile> profiles = new ArrayList<>();
        plan.graph().steps().forEach((ref, step) -> {
            if (step instanceof TrainNetwork training) {
                profiles.add(StepProfile.measure(
                        ref.name(),
                        plan.known().network(ref),
                        training.training(),
                        plan.known().data().train(),
                        plan.run().root()));
            }
        });
        return profiles;
    }
}
