package org.spikestill.studies.sparse;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;

/// Processor time per sample of both networks on the event-driven engine, one thread, in turns, so that a disturbance meets both;
/// waiting for a processor that others use does not count.
///
/// @param samples of the test set that one turn runs
/// @param turns of each network, of which the first third warms up
public record CompareSpeed(Ref<ModelResult> dense, Ref<ModelResult> sparse, int samples, int turns)
        implements Step<CompareSpeed.Times> {
    /// Medians over the turns, with the fastest and the slowest.
    public record Times(Spread dense, Spread sparse) {}

    /// @param microseconds per sample
    public record Spread(double microseconds, double fastest, double slowest) {
        static Spread of(List<Double> times) {
            List<Double> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            return new Spread(sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast());
        }
    }

    @Override
    public ResultType<Times> result() {
        return ResultType.record(Times.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(dense, sparse);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public Times run(Inputs inputs, Context context) throws IOException {
        float[][] images = images(context.data().test());
        try (Engine one = engine(inputs.get(dense).model());
                Engine two = engine(inputs.get(sparse).model())) {
            Session first = one.open();
            Session second = two.open();
            List<Double> denseTimes = new ArrayList<>();
            List<Double> sparseTimes = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                context.cancellation().throwIfCancelled(context.name());
                double slow = microseconds(first, images);
                double fast = microseconds(second, images);
                if (turn >= turns / 3) {
                    denseTimes.add(slow);
                    sparseTimes.add(fast);
                }
            }
            return new Times(Spread.of(denseTimes), Spread.of(sparseTimes));
        }
    }

    private static Engine engine(ModelFile model) {
        return Engine.of(model.network(), model.weights());
    }

    private float[][] images(Dataset data) throws IOException {
        float[][] images =
                new float[Math.min(samples, data.size())][data.sample().elements()];
        for (int i = 0; i < images.length; i++) {
            data.read(i, images[i]);
        }
        return images;
    }

    private static double microseconds(Session session, float[][] images) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < images.length; i++) {
            session.run(images[i], i);
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e3 / images.length;
    }
}
