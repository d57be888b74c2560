package org.spikestill.lab.experiment;

import java.util.Optional;
import java.util.function.Function;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// The stored form of a result: a tree of JSON, and a model file for each network.
///
/// @param <R> type of the result
public interface ResultType<R> {
    /// Writes the networks of a result.
    ///
    /// @return the rest of it
    JsonNode write(R result, ModelFiles files);

    R read(JsonNode tree, ModelFiles files);

    /// One clause for a result that was made before.
    default Optional<String> summary(R result) {
        return Optional.empty();
    }

    /// The safetensors files of one result, by part; a result that is one network has the part "".
    interface ModelFiles {
        void write(String part, ModelFile model);

        ModelFile read(String part);

        /// Writes named arrays that are no network of layers.
        void write(String part, Tensors arrays);

        Tensors readArrays(String part);
    }

    /// Of a result that is a record of plain values.
    static <R extends Record> ResultType<R> record(Class<R> type) {
        return record(type, _ -> Optional.empty());
    }

    /// Of a result that is a record of plain values, with a summary.
    static <R extends Record> ResultType<R> record(Class<R> type, Function<R, Optional<String>> summary) {
        return new ResultType<>() {
            @Override
            public JsonNode write(R result, ModelFiles files) {
                return Settings.write(result);
            }

            @Override
            public R read(JsonNode tree, ModelFiles files) {
                return Settings.read(type, tree, "result");
            }

            @Override
            public Optional<String> summary(R result) {
                return summary.apply(result);
            }
        };
    }
}
