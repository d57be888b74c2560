package org.spikestill.lab.experiment;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.spikestill.data.DataSplits;
import org.spikestill.report.Page;

/// An experiment that is nothing but a graph.
record GraphExperiment(RunSettings run, Function<Graph.Builder, Ref<?>> steps) implements Experiment {
    @Override
    public String folderName() {
        return "graph";
    }

    @Override
    public Graph graph(DataSplits data) {
        Graph.Builder graph = new Graph.Builder();
        return graph.build(steps.apply(graph));
    }

    /// Names of the steps of a run.
    record Steps(List<String> names) {}

    @Override
    public Record summary(Results results) {
        return new Steps(results.steps().stream().map(Ref::name).toList());
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public Page page(Results results) {
        return Page.of("graph", "");
    }

    @Override
    public String text(Results results) {
        return "";
    }

    /// Runs the graph in a folder.
    Results run(RunFolder folder, DataSplits data, List<java.nio.file.Path> others, Heard heard)
            throws java.io.IOException {
        return new Runner(Plan.of(this, data), folder, others, heard, heard.cancellation()).run();
    }

    /// Progress that counts epochs, and cancels after so many advances.
    static final class Heard implements org.spikestill.lab.progress.Progress {
        private final org.spikestill.lab.progress.CancellationToken cancellation =
                new org.spikestill.lab.progress.CancellationToken();
        private final int stopAfter;
        private final BiConsumer<String, Integer> epochs;
        private int advances;
        final List<String> lines = new java.util.ArrayList<>();
        final List<String> trained = new java.util.ArrayList<>();

        Heard(int stopAfter) {
            this.stopAfter = stopAfter;
            this.epochs = (name, _) -> trained.add(name);
        }

        Heard() {
            this(-1);
        }

        org.spikestill.lab.progress.CancellationToken cancellation() {
            return cancellation;
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void advance(Advance advance) {
            if (++advances == stopAfter) {
                cancellation.cancel();
            }
        }

        @Override
        public void epoch(org.spikestill.report.result.Epoch figures, int of) {
            epochs.accept(figures.network(), figures.epoch());
        }
    }
}
