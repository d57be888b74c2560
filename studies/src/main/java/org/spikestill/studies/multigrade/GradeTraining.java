package org.spikestill.studies.multigrade;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.DenseNet;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.lab.train.Ratio;
import org.spikestill.lab.train.TrainState;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// Adam on the residual of the earlier grades, over their features.
///
/// ```
/// (1 / 2M) Σ |e_n − N(x_n)|²      or |e − A·N|² of an equation, or the cross-entropy of softmax N
/// rate_k = rate · (last / rate)^(k / epochs)
/// ```
///
/// @param features `[points, inputs]`
/// @param residual `[points, outputs]`
record GradeTraining(
        TrainGrade settings, float[] features, float[] residual, Optional<LinearEquation> equation, boolean softmax) {
    private static final String NET = "net";
    private static final String VALUES = "values";
    private static final String MEAN = "mean";
    private static final String SQUARE = "square";

    /// Parameters after the last epoch.
    ///
    /// @throws org.spikestill.lab.progress.CancellationToken.Cancelled after a checkpoint, if a stop was requested
    float[] run(Context context) {
        Optional<Checkpoint> found = context.checkpoints().load(context.name());
        int first = found.map(each -> each.state().epoch()).orElse(0);
        double before = found.map(each -> each.state().seconds()).orElse(0.0);
        long start = System.nanoTime();
        try (DenseNet net =
                new DenseNet(settings.shape(), found.map(this::state).orElseGet(() -> initial(context)))) {
            for (int epoch = first; epoch < settings.epochs(); epoch++) {
                boolean cancelled = context.cancellation().isCancelled();
                if (epoch > first && (cancelled || context.checkpoints().due())) {
                    double seconds = before + (System.nanoTime() - start) / 1e9;
                    context.checkpoints().save(checkpoint(context.name(), net.state(), epoch, seconds));
                }
                context.cancellation().throwIfCancelled("in " + context.name());
                epoch(net, epoch, context.seed().split("order").split(epoch));
                if (epoch % 10 == 9 || epoch == settings.epochs() - 1) {
                    context.progress().advance(advance(context.name(), epoch + 1));
                }
            }
            return net.state().values();
        }
    }

    /// Every grade starts from the same stream, as in the authors' code.
    private DenseNet.State initial(Context context) {
        return DenseNet.State.initial(settings.shape().initial(context.seed().split("initial"), settings.frequency()));
    }

    private void epoch(DenseNet net, int epoch, Seed order) {
        double progress = (double) epoch / settings.epochs();
        double factor = Math.pow(settings.lastLearningRate() / (double) settings.learningRate(), progress);
        Adam adam = new Adam().withLearningRate(settings.learningRate());
        int points = settings.points();
        int batch = equation.isPresent() || settings.batch() == 0 ? points : Math.min(points, settings.batch());
        long step = (long) epoch * ((points + batch - 1) / batch);
        if (batch == points) {
            net.update(features, outputs -> gradient(outputs, residual), adam, step + 1, factor);
            return;
        }
        int[] shuffled = order.permutation(points);
        for (int from = 0; from < points; from += batch) {
            int[] numbers = Arrays.copyOfRange(shuffled, from, Math.min(points, from + batch));
            float[] wanted = Points.rows(residual, settings.shape().outputs(), numbers);
            float[] rows = Points.rows(features, settings.shape().inputs(), numbers);
            net.update(rows, outputs -> gradient(outputs, wanted), adam, ++step, factor);
        }
    }

    private float[] gradient(float[] outputs, float[] wanted) {
        int width = settings.shape().outputs();
        float[] predicted = softmax
                ? GradeStack.softmax(outputs, width)
                : equation.map(each -> each.apply(outputs)).orElse(outputs);
        float[] gradient = new float[outputs.length];
        float scale = (float) width / outputs.length;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (predicted[i] - wanted[i]) * scale;
        }
        return equation.map(each -> each.transposed(gradient)).orElse(gradient);
    }

    private Progress.Advance advance(String name, int done) {
        return new Progress.Advance(
                name,
                done,
                settings.epochs(),
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private Checkpoint checkpoint(String name, DenseNet.State state, int epoch, double seconds) {
        TrainState at =
                new TrainState(epoch, 0, 0, Optional.empty(), new TrainState.Sums(0, 0, Map.of(), Ratio.NONE), seconds);
        Map<String, Block> optimizer = new LinkedHashMap<>();
        optimizer.put(MEAN, block(state.mean()));
        optimizer.put(SQUARE, block(state.square()));
        Weights current = new Weights(Map.of(VALUES, block(state.values())));
        return new Checkpoint(name, at, Map.of(NET, new Checkpoint.Snapshot(current, current, optimizer)));
    }

    private DenseNet.State state(Checkpoint checkpoint) {
        Checkpoint.Snapshot net = checkpoint.learners().get(NET);
        return new DenseNet.State(
                net.current().get(VALUES).toFloats(),
                net.optimizer().get(MEAN).toFloats(),
                net.optimizer().get(SQUARE).toFloats());
    }

    private static Block block(float[] values) {
        return Block.of(Shape.of(values.length), values);
    }
}
