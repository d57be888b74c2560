package org.spikestill.studies.multigrade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.torch.DenseShape;
import org.spikestill.model.Block;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// A trained grade.
///
/// @param layers empty where growth had stopped already
/// @param shown predictions at the test points; empty where they are not drawn
record Grade(Figures figures, Optional<Layers> layers, Optional<Block> shown) {
    private static final String SHOWN = "shown";

    /// What is measured of a grade, and its shape.
    ///
    /// @param kept whether it lowered the errors on training and validation points; a grade that did not is no part of the
    ///     model, and growth stops before it
    /// @param softmax whether its outputs are logits
    /// @param train errors of the sum of all grades up to this one
    /// @param spectrum power of the residual in [Spectrum#BANDS]; empty where training points form no lines
    record Figures(
            boolean kept,
            DenseShape shape,
            boolean softmax,
            Errors train,
            Errors validation,
            Errors test,
            List<Double> spectrum) {
        Figures {
            spectrum = List.copyOf(spectrum);
        }
    }

    boolean kept() {
        return figures.kept();
    }

    Errors train() {
        return figures.train();
    }

    Errors validation() {
        return figures.validation();
    }

    Errors test() {
        return figures.test();
    }

    /// The place of a grade after growth has stopped.
    Grade stopped() {
        Figures last = new Figures(
                false,
                figures.shape,
                figures.softmax,
                figures.train,
                figures.validation,
                figures.test,
                figures.spectrum);
        return new Grade(last, Optional.empty(), Optional.empty());
    }

    /// The stored form: figures, and a safetensors file of the layers where there are some.
    static final ResultType<Grade> TYPE = new ResultType<>() {
        @Override
        public JsonNode write(Grade grade, ModelFiles files) {
            grade.layers.ifPresent(layers -> {
                Map<String, Block> blocks = new LinkedHashMap<>(layers.named(""));
                grade.shown.ifPresent(shown -> blocks.put(SHOWN, shown));
                files.write("", new Tensors(blocks, Map.of("format", "spikestill-grade")));
            });
            return Settings.write(new Stored(grade.figures, grade.layers.isPresent()));
        }

        @Override
        public Grade read(JsonNode tree, ModelFiles files) {
            Stored stored = Settings.read(Stored.class, tree, "result");
            if (!stored.trained) {
                return new Grade(stored.figures, Optional.empty(), Optional.empty());
            }
            Map<String, Block> blocks = files.readArrays("").blocks();
            Layers layers = Layers.of(stored.figures.shape, stored.figures.softmax, blocks, "");
            return new Grade(stored.figures, Optional.of(layers), Optional.ofNullable(blocks.get(SHOWN)));
        }

        @Override
        public Optional<String> summary(Grade grade) {
            return Optional.of("test RSE %.3g%s"
                    .formatted(grade.test().relativeSquared(), grade.kept() ? "" : ", not kept: growth has stopped"));
        }
    };

    /// @param trained whether there is a file of layers
    record Stored(Figures figures, boolean trained) {}
}
