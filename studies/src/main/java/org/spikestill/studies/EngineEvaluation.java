package org.spikestill.studies;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;

/// Evaluation on the test set by the event-driven engine, which counts synaptic operations.
///
/// @param network spiking
public record EngineEvaluation(Ref<ModelResult> network) implements Step<Evaluation> {
    @Override
    public ResultType<Evaluation> result() {
        return ResultType.record(Evaluation.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(network);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        var known = before.network(network);
        return TrainerAccuracy.work(known, known.ticks(), before.data().test());
    }

    @Override
    public Evaluation run(Inputs inputs, Context context) {
        ModelFile model = inputs.get(network).model();
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            return new EngineEvaluator(engine)
                    .evaluate(
                            context.data().test(),
                            (_, _) -> context.cancellation().throwIfCancelled(context.name()));
        }
    }
}
