package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.measure.Confidence;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.file.ModelFile;

/// Choice of a rule of stopping early on the validation split.
///
/// @param network spiking
/// @param loss share of accuracy that stopping early may lose
public record ChooseExit(Ref<ModelResult> network, double loss) implements Step<ChooseExit.Choice> {
    /// @param rule with its threshold, such as `confidence=0.9`
    public record Choice(String rule) {
        public ExitRule parsed() {
            return ExitRule.parse(rule);
        }
    }

    @Override
    public ResultType<Choice> result() {
        return ResultType.record(Choice.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(network);
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(
                before.network(network), before.data().validation().size());
    }

    @Override
    public Choice run(Inputs inputs, Context context) {
        ModelFile model = inputs.get(network).model();
        try (TorchNetwork torch = new TorchNetwork(model.network(), model.weights())) {
            ExitRule chosen = new TorchEvaluator(torch)
                    .evaluate(
                            context.data().validation(),
                            new Confidence(),
                            Measured.listener("choosing when to stop early", context))
                    .ticks()
                    .choose(loss);
            return new Choice(chosen.spec());
        }
    }
}
