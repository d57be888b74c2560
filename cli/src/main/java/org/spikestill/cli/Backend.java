package org.spikestill.cli;

import java.util.Arrays;
import java.util.Locale;
import org.spikestill.lab.data.Dataset;
import org.spikestill.lab.measure.EngineEvaluator;
import org.spikestill.lab.measure.Evaluation;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.Engine;

/// What can run a model.
enum Backend {
    /// The event-driven engine, as deployed.
    EVENT {
        @Override
        Evaluation evaluate(OpenModel model, Dataset data, Evaluator.Listener listener) {
            try (Engine engine = model.engine()) {
                return new EngineEvaluator(engine).evaluate(data, listener);
            }
        }
    },
    /// The trainer.
    TORCH {
        @Override
        Evaluation evaluate(OpenModel model, Dataset data, Evaluator.Listener listener) {
            try (TorchNetwork torch =
                    new TorchNetwork(model.network(), model.content().weights())) {
                return new TorchEvaluator(torch).evaluate(data, listener);
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

    abstract Evaluation evaluate(OpenModel model, Dataset data, Evaluator.Listener listener);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
