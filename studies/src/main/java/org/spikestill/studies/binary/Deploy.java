package org.spikestill.studies.binary;

import java.util.List;
import java.util.Map;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.ModelFile;
import org.spikestill.studies.TrainerAccuracy;

/// Deployment of a trained network: firing outputs, T ticks, rounded weights.
///
/// @param trained network
/// @param ticks time steps T
/// @param rounding of the weights
public record Deploy(
        Ref<ModelResult> trained,
        Integration integration,
        Encoder encoder,
        int ticks,
        ReadOut readOut,
        WeightRounding rounding)
        implements Step<ModelResult> {
    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(trained);
    }

    @Override
    public Outline check(String name, Known before) {
        Network network = before.network(trained);
        return Outline.of(SpikeCounting.of(network, new Weights(Map.of()), integration, encoder, ticks, readOut)
                .network());
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return TrainerAccuracy.work(
                before.network(trained), ticks, before.data().validation());
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) {
        ModelFile before = inputs.get(trained).model();
        Weights rounded = rounding.of(before.network(), before.weights());
        SpikeCounting counting = SpikeCounting.of(before.network(), rounded, integration, encoder, ticks, readOut);
        double validation = TrainerAccuracy.of(
                counting.network(), counting.weights(), context.data().validation(), context);
        ModelFile model = new ModelFile(
                counting.network(),
                counting.weights(),
                context.provenance(inputs.digests()).withFigure("validation accuracy", validation));
        return new ModelResult(
                model, new ModelResult.Outcome(inputs.get(trained).outcome().epoch(), validation));
    }
}
