package org.spikestill.lab.teacher;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.data.ReLabelled;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

/// Classes that a teacher predicts, in evaluation mode: they stand in for labels where there are none.
public final class TeacherPredictions {
    private static final int BATCH = 100;

    /// Root of the encoder's draws of a spiking teacher.
    private static final Seed ENCODER = Seed.of(0).split("teacher");

    private TeacherPredictions() {}

    /// @return class of each sample, in order
    public static int[] of(Teacher teacher, Dataset samples) {
        int[] predicted = new int[samples.size()];
        over(teacher, samples, (logits, batch) -> {
            int[] classes = logits.argmax(1).toInts();
            System.arraycopy(classes, 0, predicted, batch.indices()[0], classes.length);
        });
        return predicted;
    }

    /// Share of the samples whose labels a teacher predicts, in [0, 1].
    public static double accuracy(Teacher teacher, Dataset samples) throws IOException {
        int[] predicted = of(teacher, samples);
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == samples.label(i) ? 1 : 0;
        }
        return (double) right / predicted.length;
    }

    /// One pass over the samples, in order.
    ///
    /// @param each receives the teacher's logits `[N, K]` of every batch, which live until it returns
    public static void over(Teacher teacher, Dataset samples, BiConsumer<Tensor, Batch> each) {
        TargetSpec wanted =
                TargetSpec.of(List.of(Targets.Part.of(Targets.Kind.LOGITS)), teacher.taps(), Precision.FLOAT32);
        try (Loader loader = Loader.inOrder(samples, BATCH)) {
            for (Batch batch : loader) {
                try (Scope _ = Scope.open()) {
                    each.accept(
                            teacher.targets(batch, Draws.keys(ENCODER, batch), wanted)
                                    .logits(),
                            batch);
                }
            }
        }
    }

    /// Data without labels, with the teacher's predictions in their place.
    public static DataSplits standIn(Teacher teacher, DataSplits data) {
        int classes = teacher.taps().logits().elements();
        return new DataSplits(
                data.name(),
                ReLabelled.predicted(data.train(), of(teacher, data.train()), classes),
                ReLabelled.predicted(data.validation(), of(teacher, data.validation()), classes),
                ReLabelled.predicted(data.test(), of(teacher, data.test()), classes),
                IntStream.range(0, classes).mapToObj(String::valueOf).toList());
    }
}
