package org.spikestill.lab.experiment;

import java.util.Optional;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// A network that a step has made.
///
/// @param outcome of the training, or of the evaluation of a network that was not trained
public record ModelResult(ModelFile model, Outcome outcome) {
    /// @param epoch that was kept, from 1; 0 where nothing was trained
    /// @param validation score on the validation split; an accuracy lies in [0, 1]
    public record Outcome(int epoch, double validation) {}

    /// The stored form: a model file and the outcome.
    public static final ResultType<ModelResult> TYPE = new ResultType<>() {
        @Override
        public JsonNode write(ModelResult result, ModelFiles files) {
            files.write("", result.model);
            return Settings.write(result.outcome);
        }

        @Override
        public ModelResult read(JsonNode tree, ModelFiles files) {
            return new ModelResult(files.read(""), Settings.read(Outcome.class, tree, "result"));
        }

        @Override
        public Optional<String> summary(ModelResult result) {
            return Optional.of("validation %.2f %%".formatted(100 * result.outcome.validation));
        }
    };
}
