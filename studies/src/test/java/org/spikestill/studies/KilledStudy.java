package org.spikestill.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.report.result.Epoch;
import org.spikestill.studies.binary.BinaryActivation;
import org.spikestill.studies.multigrade.Multigrade;
import org.spikestill.studies.multiplex.Multiplex;
import org.spikestill.studies.sidechannel.SideChannel;
import org.spikestill.studies.sparse.SparseGates;

/// A small run of a study in a process of its own, which ends at once at a certain moment: no hook runs, nothing is saved.
final class KilledStudy {
    /// Exit code of the process.
    static final int KILLED = 137;

    private static final String DATA = "data=strokes:train=200,test=20,size=12";
    private static final String FEW = "3";
    private static final String BATCH = "20";

    private KilledStudy() {}

    static Experiment small(String name) {
        return switch (name) {
            case "multigrade" ->
                Studies.with(
                        new Multigrade(),
                        "problem=oscillation:terms=3,spacing=2,points=300",
                        "hidden=[16,16]",
                        "epochs=40",
                        "grades=3",
                        "batch=50");
            case "binary-activation" ->
                Studies.with(
                        new BinaryActivation(),
                        DATA,
                        "integration=continuous",
                        "ticks=3",
                        "architecture=mlp:hidden=[16]",
                        "training-epochs=" + FEW,
                        "training-batch=" + BATCH);
            case "sparse-gates" ->
                Studies.with(
                        new SparseGates(),
                        DATA,
                        "ticks=2",
                        "architecture=mlp:hidden=[16]",
                        "training-epochs=" + FEW,
                        "training-batch=" + BATCH,
                        "gating-epochs=" + FEW,
                        "gating-batch=" + BATCH,
                        "tuning-epochs=" + FEW,
                        "tuning-batch=" + BATCH);
            case "multiplex" -> Studies.with(new Multiplex(), DATA, "values=200", "neurons=20", "epochs=2");
            case "side-channel" ->
                Studies.with(new SideChannel(), "profiles=12", "attacks=12", "noises=[0.01]", "traces=[1]");
            default -> throw new IllegalArgumentException("there is no study " + name);
        };
    }

    /// Begins a run or goes on with it, until the kill.
    ///
    /// @param moment beginning of a line of progress, or a finished step's file
    /// @return exit code
    static int kill(String name, Path place, String moment) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStudy.class.getName(),
                        name,
                        place.toString(),
                        moment)
                .inheritIO()
                .start()
                .waitFor();
    }

    public static void main(String[] arguments) throws IOException {
        Path place = Path.of(arguments[1]);
        String moment = arguments[2];
        if (moment.startsWith("steps/")) {
            Thread.ofPlatform().daemon().start(() -> haltOnce(place.resolve(moment)));
        }
        Progress watch = new Watch(moment);
        try (RunFolder folder = Files.exists(place)
                ? RunFolder.resume(place)
                : RunFolder.create(place, ExperimentRun.write(small(arguments[0])))) {
            Experiment study = ExperimentRun.read(folder);
            try (DataSplits data = study.run().open(Optional.empty())) {
                ExperimentRun.run(study, folder, data, watch, new CancellationToken());
            }
        }
    }

    private static void haltOnce(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        Runtime.getRuntime().halt(KILLED);
    }

    private record Watch(String moment) implements Progress {
        @Override
        public void say(String line) {
            look(line);
        }

        @Override
        public void advance(Advance advance) {
            look(advance.what() + ", " + advance.done());
        }

        @Override
        public void epoch(Epoch figures, int of) {}

        private void look(String line) {
            if (line.startsWith(moment)) {
                Runtime.getRuntime().halt(KILLED);
            }
        }
    }
}
