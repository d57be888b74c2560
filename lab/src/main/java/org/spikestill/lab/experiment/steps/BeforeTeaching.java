package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// What a person may expect of a teacher, measured before it teaches.
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
    /// One sentence for each thing there is to tell.
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        if (objective.reads(Targets.Kind.LOGITS)) {
            RepeatedLabels.of(teacher, data)
                    .flatMap(repeated -> repeated.warning(name))
                    .ifPresent(lines::add);
        }
        if (trained.isPresent()) {
            Gap.of(network, trained.get(), data).ifPresent(gap -> lines.add(gap.sentence(name)));
            LogitSpreads.of(teacher, network, trained.get(), objective, data.train())
                    .flatMap(spreads -> spreads.warning(name))
                    .ifPresent(lines::add);
        }
        return lines;
    }
}
