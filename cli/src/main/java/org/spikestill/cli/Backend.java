package org.spikestill.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.WeightType;

/// A backend that runs a model: the event-driven engine or the trainer.
enum Backend {
    /// The event-driven engine, as deployed.
    EVENT {
        @Override
        <T> T evaluate(OpenModel model, WeightType weights, Function<Evaluator, T> evaluation) {
            try (Engine engine = model.engine(weights)) {
                return evaluation.apply(new EngineEvaluator(engine));
            }
        }
    },
    /// The trainer.
    TORCH {
        @Override
        <T> T evaluate(OpenModel model, WeightType weights, Function<Evaluator, T> evaluation) {
            if (weights != WeightType.FP32) {
                throw new InvalidSettings("--weights " + weights
                        + " is for the event-driven engine: leave out --engine " + this + ", or --weights");
            }
            try (TorchNetwork torch =
                    new TorchNetwork(model.network(), model.content().weights())) {
                return evaluation.apply(new TorchEvaluator(torch));
            }
        }
    };

    static Backend of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings(
                        "engine is '" + name + "': it must be one of " + Arrays.toString(values())));
    }

    /// Opens the model and hands over what runs it.
    ///
    /// @param weights what the engine keeps them in
    abstract <T> T evaluate(OpenModel model, WeightType weights, Function<Evaluator, T> evaluation);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
