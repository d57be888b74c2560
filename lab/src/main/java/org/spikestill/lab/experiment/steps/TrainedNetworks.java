package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.FixConstants;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.train.Trained;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Metric;

/// Trained networks as results.
final class TrainedNetworks {
    private TrainedNetworks() {}

    /// The network as it is deployed, with trained constants of its neurons built in.
    ///
    /// @param name of its learner
    /// @param parents digests of the files it is made from
    static ModelResult deployed(Network network, String name, Trained trained, List<String> parents, Context context) {
        Converted deployed = FixConstants.of(network, trained.networks().get(name));
        deployed.changes().forEach(change -> context.progress().say("  " + change));
        Metric.Reading reading = trained.validations().get(name);
        double validation = reading.value();
        ModelFile model = new ModelFile(
                deployed.network(),
                deployed.weights(),
                context.provenance(parents)
                        .withFigure("validation " + reading.metric().name(), validation)
                        .withFigure("epoch", trained.epoch()));
        return new ModelResult(model, new ModelResult.Outcome(trained.epoch(), validation));
    }
}
