package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.report.result.Epoch;

/// Carries out any graph: a step whose key has a result in the run's folder, or in another run's, is not repeated; the others
/// run in order, and each result is stored before the next step begins. So a run that was interrupted goes on where it
/// stood, and ends in the same bytes as one that was not.
public final class Runner {
    private final Plan plan;
    private final RunFolder folder;
    private final List<Path> others;
    private final Progress progress;
    private final CancellationToken cancellation;
    private final Store store;
    private final Map<Ref<?>, Object> results = new LinkedHashMap<>();
    private final Map<Ref<?>, Store.Entry> entries = new LinkedHashMap<>();

    /// @param others folders of other runs, whose results may be taken over
    public Runner(Plan plan, RunFolder folder, List<Path> others, Progress progress, CancellationToken cancellation) {
        this.plan = plan;
        this.folder = folder;
        this.others = List.copyOf(others);
        this.progress = progress;
        this.cancellation = cancellation;
        this.store = folder.store();
    }

    /// Makes every result of the run that is not there yet.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if the run was cancelled
    public Results run() throws IOException {
        folder.recogniseData(plan.identity());
        plan.announcement().forEach(progress::say);
        adoptAll();
        TimeLeft timeLeft = new TimeLeft(plan.estimates(missing()));
        timeLeft.announcement("--resume " + folder.path()).forEach(progress::say);
        for (Map.Entry<Ref<?>, Step<?>> each : plan.graph().steps().entrySet()) {
            make(each.getKey(), each.getValue(), timeLeft);
        }
        List<Epoch> epochs = new ArrayList<>();
        results.keySet().forEach(ref -> epochs.addAll(folder.history().of(ref.name())));
        return new Results(results, entries, epochs, plan.known().data());
    }

    /// Whether every result is there already.
    boolean isDone() {
        return missing().isEmpty();
    }

    /// Frees what only an unfinished run needs.
    public void finish() throws IOException {
        folder.dropCache();
    }

    private List<Ref<?>> missing() {
        List<Ref<?>> missing = new ArrayList<>();
        plan.keys().forEach((ref, key) -> {
            if (store.entry(ref.name(), key).isEmpty()) {
                missing.add(ref);
            }
        });
        return missing;
    }

    private void adoptAll() throws IOException {
        for (Ref<?> ref : missing()) {
            Optional<Path> maker = maker(ref.name(), plan.keys().get(ref));
            if (maker.isPresent()) {
                folder.history().adopt(RunFolder.historyOf(maker.get()), ref.name());
                store.adopt(RunFolder.storeOf(maker.get()), ref.name());
            }
        }
    }

    private Optional<Path> maker(String name, String key) {
        return others.stream()
                .filter(other -> !other.equals(folder.path()))
                .filter(other -> RunFolder.storeOf(other).entry(name, key).isPresent())
                .findFirst();
    }

    private <R> void make(Ref<?> ref, Step<R> step, TimeLeft timeLeft) throws IOException {
        String name = ref.name();
        String key = plan.keys().get(ref);
        Optional<Store.Entry> before = store.entry(name, key);
        R result;
        if (before.isPresent()) {
            folder.history().require(name, before.get().epochs(), store.entryFile(name));
            result = store.read(name, step);
            step.result().summary(result).ifPresent(words -> progress.say(name + ": done before, " + words));
            entries.put(ref, before.get());
            folder.checkpoint(name, key).delete(); // left where the step's end was the end of the process
        } else {
            cancellation.throwIfCancelled("before the step " + name);
            CheckpointFile checkpoint = folder.checkpoint(name, key);
            StepProgress watched = new StepProgress(name, progress, timeLeft);
            result = step.run(inputs(step), context(name, step, checkpoint, watched));
            double seconds = checkpoint.secondsBefore() + watched.seconds();
            int epochs = folder.history().of(name).size();
            entries.put(ref, store.write(name, key, step, result, seconds, epochs));
            checkpoint.delete();
            timeLeft.finished(name, watched.seconds());
        }
        results.put(ref, result);
    }

    private Context context(String name, Step<?> step, CheckpointFile checkpoint, StepProgress watched) {
        return new Context(
                name,
                step.fingerprint(),
                plan.run(),
                plan.known().data(),
                checkpoint,
                folder.cache(),
                watched,
                cancellation);
    }

    private Inputs inputs(Step<?> step) {
        Map<Ref<?>, Object> read = new LinkedHashMap<>();
        Map<Ref<?>, List<String>> digests = new LinkedHashMap<>();
        for (Ref<?> input : step.inputs()) {
            read.put(input, results.get(input));
            digests.put(input, List.copyOf(entries.get(input).models().values()));
        }
        return new Inputs(read, digests);
    }
}
