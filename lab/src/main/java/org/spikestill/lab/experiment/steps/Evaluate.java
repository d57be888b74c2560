package org.spikestill.lab.experiment.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.file.ModelFile;
import org.spikestill.report.result.EarlyExit;
import org.spikestill.report.result.Evaluation;

/// Evaluation of a network on the test set, which chooses nothing.
///
/// @param network artificial or spiking
/// @param exit rule of stopping early that is evaluated as well
public record Evaluate(Ref<ModelResult> network, Optional<Ref<ChooseExit.Choice>> exit)
        implements Step<Evaluate.TestResult> {
    /// @param earlyExit stopping early, where a rule was given
    public record TestResult(Evaluation evaluation, Optional<EarlyExit> earlyExit) {}

    @Override
    public ResultType<TestResult> result() {
        return ResultType.record(TestResult.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        List<Ref<?>> inputs = new ArrayList<>(List.of(network));
        exit.ifPresent(inputs::add);
        return inputs;
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(before.network(network), before.data().test().size());
    }

    @Override
    public TestResult run(Inputs inputs, Context context) {
        ModelFile model = inputs.get(network).model();
        Evaluator.Listener listener = Measured.listener(network + " on the test set", context);
        try (TorchNetwork torch = new TorchNetwork(model.network(), model.weights())) {
            Evaluator evaluator =
                    model.network().isSpiking() ? TorchEvaluator.counting(torch) : new TorchEvaluator(torch);
            if (exit.isEmpty()) {
                return new TestResult(evaluator.evaluate(context.data().test(), listener), Optional.empty());
            }
            ExitRule rule = inputs.get(exit.get()).parsed();
            Evaluator.Watched watched = evaluator.evaluate(context.data().test(), rule, listener);
            EarlyExit stopping = watched.ticks().at(rule.threshold());
            context.progress()
                    .say("stopping early at %s: %.2f of %d steps on average, accuracy %.2f %%"
                            .formatted(
                                    stopping.rule(),
                                    stopping.averageTicks(),
                                    model.network().ticks(),
                                    100 * stopping.accuracy()));
            return new TestResult(watched.evaluation(), Optional.of(stopping));
        }
    }
}
