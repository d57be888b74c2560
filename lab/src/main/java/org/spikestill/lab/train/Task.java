package org.spikestill.lab.train;

import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// One network to be trained.
///
/// @param stage names it in files, tables and the streams of chance
/// @param initial weights to start from
/// @param teacher asked if a loss needs it
/// @param pairs layers that match each other
public record Task(
        String stage,
        Network network,
        Weights initial,
        TrainSettings settings,
        Objective objective,
        Optional<Teacher> teacher,
        List<LayerPair> pairs,
        DataSplits data,
        Seed seed) {
    public Task {
        pairs = List.copyOf(pairs);
    }
}
