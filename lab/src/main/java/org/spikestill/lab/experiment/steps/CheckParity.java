package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.ParityCheck;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.runtime.Engine;

/// Comparison of trainer and event-driven engine on the test set, prediction by prediction and spike by spike.
///
/// @param network spiking
/// @param evaluation of the network by the trainer
public record CheckParity(Ref<ModelResult> network, Ref<Evaluate.TestResult> evaluation) implements Step<Parity> {
    @Override
    public ResultType<Parity> result() {
        return ResultType.record(Parity.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(network, evaluation);
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(before.network(network), before.data().test().size());
    }

    @Override
    public Parity run(Inputs inputs, Context context) throws IOException {
        ModelFile model = inputs.get(network).model();
        try (Engine engine = Engine.of(model.network(), model.weights())) {
            Evaluation deployed = new EngineEvaluator(engine)
                    .evaluate(
                            context.data().test(), Measured.listener(network + " on the event-driven engine", context));
            Parity parity = ParityCheck.of(
                    model.network(),
                    model.weights(),
                    engine,
                    context.data().test(),
                    inputs.get(evaluation).evaluation(),
                    deployed);
            context.progress()
                    .say("event-driven engine: %d of %d predictions differ from the trainer's"
                            .formatted(parity.differences().size(), parity.samples()));
            parity.first().ifPresent(each -> context.progress().say("  first difference: " + each.inWords()));
            return parity;
        }
    }
}
