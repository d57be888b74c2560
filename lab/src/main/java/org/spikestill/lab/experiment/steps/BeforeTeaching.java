package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Labels;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Expected benefit of a teacher, measured before the training.
///
/// @param name of the network that learns
/// @param network that learns
/// @param trained weights that it starts from; empty where these are random
record BeforeTeaching(
        String name,
        Network network,
        Optional<Weights> trained,
        Teacher teacher,
        Objective objective,
        DataSplits data) {
    /// Training samples measured on: enough for half a point.
    private static final int MOST_SAMPLES = 2000;

    /// One sentence for each finding.
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean labelled = data.train().labels().kind() == Labels.Kind.CLASSES;
        Dataset some = data.train().limit(MOST_SAMPLES);
        if (labelled && objective.reads(Targets.Kind.LOGITS)) {
            RepeatedLabels.of(teacher, some).warning(name).ifPresent(lines::add);
        }
        if (labelled && trained.isPresent()) {
            lines.add(Gap.of(network, trained.get(), some, data.validation()).sentence(name));
        }
        if (trained.isPresent()) {
            LogitSpreads.of(teacher, network, trained.get(), objective, data.train())
                    .flatMap(spreads -> spreads.warning(name))
                    .ifPresent(lines::add);
        }
        return lines;
    }
}
