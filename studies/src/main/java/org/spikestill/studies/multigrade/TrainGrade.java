package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.Digests;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.torch.DenseShape;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Training of one grade on stored features of the earlier ones, which are computed once: its cost does not depend on their
/// number.
///
/// @param number of the grade, from 1; 0 for the single net
/// @param frequency factor on the first layer's weights before training
/// @param points training points
record TrainGrade(
        Problem problem,
        int number,
        DenseShape shape,
        float frequency,
        int points,
        int epochs,
        int batch,
        float learningRate,
        float lastLearningRate)
        implements Step<Grade> {
    private static final int DRAWN = 4096; // values of a curve that is drawn

    static Ref<Grade> grade(int number) {
        return new Ref<>(number == 0 ? "single" : "grade-" + number);
    }

    @Override
    public ResultType<Grade> result() {
        return Grade.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return IntStream.range(1, number).<Ref<?>>mapToObj(TrainGrade::grade).toList();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return shape.multiplyAddsPerUpdate() * points * epochs;
    }

    @Override
    public Optional<String> description(String name, Known before) {
        return Optional.of(name + " " + shape.widths() + ", " + epochs + " epochs");
    }

    @Override
    public JsonNode fingerprint() {
        ObjectNode settings = (ObjectNode) Settings.write(this);
        switch (problem) {
            case PointsFile file -> settings.put("digest", digest(file.file()));
            case PictureProblem file -> settings.put("digest", digest(file.file()));
            default -> {} // an open family: others read no files
        }
        return settings;
    }

    /// Hex digest of a file's bytes; the problem was posed before, so that the file is there and of bounded size.
    private static String digest(Path file) {
        try {
            return Digests.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InvalidFile(file, InvalidFile.reason(e), e);
        }
    }

    @Override
    public Grade run(Inputs inputs, Context context) throws IOException {
        List<Grade> earlier = new ArrayList<>();
        for (int k = 1; k < number; k++) {
            earlier.add(inputs.get(grade(k)));
        }
        if (!earlier.isEmpty() && !earlier.getLast().kept()) {
            return earlier.getLast().stopped();
        }
        Problem.Posed posed = problem.pose(context.data(), context.seed());
        List<Layers> below =
                earlier.stream().map(each -> each.layers().orElseThrow()).toList();
        GradeStack.Values before = GradeStack.of(posed.train(), below);
        boolean softmax = posed.classes() && number <= 1;
        float[] residual = residual(posed, before.sum());
        float[] parameters =
                new GradeTraining(this, before.features(), residual, posed.equation(), softmax).run(context);
        Layers trained = new Layers(shape, softmax, Block.of(Shape.of(parameters.length), parameters));
        List<Layers> all = new ArrayList<>(below);
        all.add(trained);
        return measured(all, posed, before.plus(trained).sum(), earlier);
    }

    private static float[] residual(Problem.Posed posed, float[] sum) {
        float[] explained = posed.equation().map(each -> each.apply(sum)).orElse(sum);
        float[] residual = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            residual[i] = posed.train().y()[i] - explained[i];
        }
        return residual;
    }

    /// @param onTrain predictions at the training points
    private Grade measured(List<Layers> all, Problem.Posed posed, float[] onTrain, List<Grade> earlier) {
        float[] left = residual(posed, onTrain);
        float[] onTest = GradeStack.of(posed.test(), all).sum();
        Errors train = posed.equation().isPresent()
                ? Errors.ofResidual(posed.train().y(), left, 0)
                : Errors.of(posed.train(), onTrain);
        Errors validation = Errors.of(
                posed.validation(), GradeStack.of(posed.validation(), all).sum());
        boolean drawn = posed.width() > 0 || posed.test().inputs() == 1 && onTest.length <= DRAWN;
        Grade.Figures figures = new Grade.Figures(
                earlier.isEmpty() || helps(earlier.getLast(), train, validation),
                shape,
                all.getLast().softmax(),
                train,
                validation,
                Errors.of(posed.test(), onTest),
                posed.line() > 0 ? Spectrum.of(left, posed.train().outputs(), posed.line()) : List.of());
        Optional<Block> shown = Optional.of(onTest)
                .filter(_ -> drawn)
                .map(values ->
                        Block.of(Shape.of(posed.test().size(), posed.test().outputs()), values));
        return new Grade(figures, Optional.of(all.getLast()), shown);
    }

    private static boolean helps(Grade before, Errors train, Errors validation) {
        return train.relativeSquared() < before.train().relativeSquared()
                && validation.relativeSquared() < before.validation().relativeSquared();
    }
}
