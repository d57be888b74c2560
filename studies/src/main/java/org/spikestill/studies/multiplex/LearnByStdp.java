package org.spikestill.studies.multiplex;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.settings.Seed;

/// Learning without labels: a layer sees latencies of the values and of their complements, and learns by STDP. Afterwards each
/// neuron takes the class it answers to most often on the training split; the test set only counts.
///
/// @param neurons of the layer
/// @param ticks of a stimulus, whose latencies are whole ticks
/// @param threshold share of a neuron's total weight at which it fires
/// @param homeostasis step of the thresholds
/// @param epochs presentations of the training split, after each of which both steps halve
record LearnByStdp(Stdp rule, int neurons, int ticks, float threshold, float homeostasis, int epochs)
        implements Step<LearnByStdp.Learned> {
    /// Receptive fields that are kept for the report.
    private static final int SHOWN = 40;

    /// @param untrained accuracy of the layer as it was before
    /// @param random accuracy of random weights of full range whose thresholds have settled
    /// @param epochs accuracies after each
    /// @param trained accuracy of the layer after the last epoch
    /// @param active neurons that answer to anything
    /// @param fields weights of some neurons from the values, as in a sample
    /// @param classes of these neurons
    record Learned(
            Accuracies untrained,
            Accuracies random,
            List<Accuracies> epochs,
            Accuracies trained,
            int active,
            List<List<Float>> fields,
            List<Integer> classes) {
        Learned {
            epochs = List.copyOf(epochs);
            fields = List.copyOf(fields);
            classes = List.copyOf(classes);
        }
    }

    /// @param training share of the split that labelled the neurons
    /// @param test share of the test set
    record Accuracies(double training, double test) {}

    @Override
    public ResultType<Learned> result() {
        return ResultType.record(Learned.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        double elements = 2.0 * before.data().train().sample().elements();
        return elements * neurons * before.data().train().size() * (3.0 * epochs + 3);
    }

    @Override
    public Learned run(Inputs inputs, Context context) throws IOException {
        Seed seed = context.seed().split(context.name());
        Stimuli train = Stimuli.of(context.data().train(), ticks);
        Stimuli test = Stimuli.of(context.data().test(), ticks);
        int wide = 2 * context.data().train().sample().elements();
        int classes = context.data().train().classes();
        CompetitiveLayer layer = new CompetitiveLayer(wide, neurons, threshold, 0.6, seed.split("weights"));
        Accuracies untrained = new Readers(layer, train, classes).accuracies(train, test);
        Accuracies random = random(train, test, wide, classes, seed);
        List<Accuracies> after = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            double slower = Math.pow(0.5, epoch);
            Stdp own = rule.slower(slower);
            for (int i : seed.split("order").split(epoch).permutation(train.spikes.length)) {
                context.cancellation().throwIfCancelled(context.name());
                layer.learn(train.spikes[i], ticks, own, homeostasis * slower);
            }
            after.add(new Readers(layer, train, classes).accuracies(train, test));
            context.progress()
                    .say("%s, epoch %d of %d: %.2f %% of the training split, %.2f %% of the test set"
                            .formatted(
                                    context.name(),
                                    epoch + 1,
                                    epochs,
                                    100 * after.getLast().training(),
                                    100 * after.getLast().test()));
        }
        return learned(layer, new Readers(layer, train, classes), untrained, random, after, wide / 2);
    }

    private Accuracies random(Stimuli train, Stimuli test, int wide, int classes, Seed seed) {
        CompetitiveLayer layer = new CompetitiveLayer(wide, neurons, threshold, 1, seed.split("random"));
        for (int i : seed.split("order").split(-1).permutation(train.spikes.length)) {
            layer.settle(layer.respond(train.spikes[i], ticks), homeostasis);
        }
        return new Readers(layer, train, classes).accuracies(train, test);
    }

    private static Learned learned(
            CompetitiveLayer layer,
            Readers readers,
            Accuracies untrained,
            Accuracies random,
            List<Accuracies> after,
            int elements) {
        List<List<Float>> fields = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        int active = 0;
        for (int neuron = 0; neuron < readers.labels.length; neuron++) {
            if (readers.labels[neuron] >= 0) {
                active++;
                if (fields.size() < SHOWN) {
                    List<Float> field = new ArrayList<>();
                    for (int i = 0; i < elements; i++) {
                        field.add((float) layer.weight(i, neuron));
                    }
                    fields.add(field);
                    classes.add(readers.labels[neuron]);
                }
            }
        }
        return new Learned(untrained, random, after, after.getLast(), active, fields, classes);
    }

    /// Samples as ticks of spikes: of each value, and of its complement.
    private static final class Stimuli {
        private final int[][] spikes;
        private final int[] labels;

        private Stimuli(int samples) {
            spikes = new int[samples][];
            labels = new int[samples];
        }

        static Stimuli of(Dataset data, int ticks) throws IOException {
            Stimuli stimuli = new Stimuli(data.size());
            int elements = data.sample().elements();
            float[] sample = new float[elements];
            for (int n = 0; n < data.size(); n++) {
                stimuli.labels[n] = data.read(n, sample);
                int[] times = new int[2 * elements];
                for (int i = 0; i < elements; i++) {
                    times[i] = Math.round((1 - sample[i]) * (ticks - 1));
                    times[elements + i] = Math.round(sample[i] * (ticks - 1));
                }
                stimuli.spikes[n] = times;
            }
            return stimuli;
        }
    }

    /// Classes of the neurons by their answers on the training split; −1 for a neuron that never answered.
    private final class Readers {
        private final CompetitiveLayer layer;
        private final int[] labels;

        private Readers(CompetitiveLayer layer, Stimuli train, int classes) {
            this.layer = layer;
            int[][] counts = new int[neurons][classes];
            for (int n = 0; n < train.spikes.length; n++) {
                counts[layer.respond(train.spikes[n], ticks)][train.labels[n]]++;
            }
            labels = new int[neurons];
            for (int j = 0; j < neurons; j++) {
                int best = 0;
                for (int k = 1; k < classes; k++) {
                    best = counts[j][k] > counts[j][best] ? k : best;
                }
                labels[j] = counts[j][best] > 0 ? best : -1;
            }
        }

        Accuracies accuracies(Stimuli train, Stimuli test) {
            return new Accuracies(share(train), share(test));
        }

        private double share(Stimuli stimuli) {
            int right = 0;
            for (int n = 0; n < stimuli.spikes.length; n++) {
                right += labels[layer.respond(stimuli.spikes[n], ticks)] == stimuli.labels[n] ? 1 : 0;
            }
            return (double) right / stimuli.spikes.length;
        }
    }
}
