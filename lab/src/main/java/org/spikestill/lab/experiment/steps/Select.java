package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;

/// One of two networks that were trained together, as a result of its own that other steps read.
///
/// @param network name of the network
public record Select(Ref<TrainMutually.Pair> pair, String network) implements Step<ModelResult> {
    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(pair);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.of(before.part(pair, network));
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) {
        return inputs.get(pair).get(network);
    }
}
