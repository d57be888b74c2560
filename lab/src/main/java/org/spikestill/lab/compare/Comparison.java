package org.spikestill.lab.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.lab.recipe.Distillation;
import org.spikestill.lab.recipe.LayerwiseDistill;
import org.spikestill.lab.recipe.RunFolder;
import org.spikestill.lab.recipe.Stage;
import org.spikestill.lab.recipe.Step;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.model.Network;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// The runs of a table in one folder, each in a run folder of its own. A run that is finished is not repeated, one that was
/// under way goes on, and an artificial network that two runs would train alike is trained once.
public final class Comparison {
    private final CompareTable table;
    private final List<Row> rows;
    private final Path folder;
    private final Optional<Path> dataDir;
    private final Map<Row, Map<Stage, Double>> work = new LinkedHashMap<>();
    private final Map<Row, Map<Stage, String>> artificial = new LinkedHashMap<>();
    private final Map<String, List<Use>> uses = new LinkedHashMap<>();

    /// A run that wants a certain artificial network.
    private record Use(Row row, Stage stage) {}

    /// Checks every run of the table; nothing is written.
    ///
    /// @param folder of all runs and of the results
    /// @throws InvalidSettings naming the first run that cannot be made, and why
    /// @throws org.spikestill.model.InvalidNetwork likewise
    public Comparison(CompareTable table, Path folder, Optional<Path> dataDir) throws IOException {
        this.table = table;
        this.rows = table.rows();
        this.folder = folder;
        this.dataDir = dataDir;
        Map<List<Object>, List<Row>> byData = new LinkedHashMap<>();
        for (Row row : rows) {
            DistillSettings settings = row.settings();
            byData.computeIfAbsent(List.of(settings.data(), settings.validation()), _ -> new ArrayList<>())
                    .add(row);
        }
        for (List<Row> ofTheSame : byData.values()) {
            try (DataSplits data = data(ofTheSame.getFirst())) {
                ofTheSame.forEach(row -> check(row, data));
            }
        }
        for (Row row : rows) {
            Map<Stage, String> digests = Recipes.artificial(row.settings());
            artificial.put(row, digests);
            digests.forEach((stage, digest) ->
                    uses.computeIfAbsent(digest, _ -> new ArrayList<>()).add(new Use(row, stage)));
        }
    }

    private void check(Row row, DataSplits data) {
        Map<Stage, Network> networks;
        try {
            networks = LayerwiseDistill.check(row.settings(), data);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettings("the run '" + row.inWords() + "' cannot be made: " + e.getMessage(), e);
        }
        Map<Stage, Double> steps = new LinkedHashMap<>();
        for (Step step : row.settings().method().plan(row.settings()).steps()) {
            steps.put(step.stage(), Work.of(step, row.settings(), data, networks));
        }
        work.put(row, steps);
    }

    private DataSplits data(Row row) throws IOException {
        DistillSettings settings = row.settings();
        return DataSplits.of(settings.data(), dataDir, settings.validation(), Seed.of(settings.seed()));
    }

    public List<Row> rows() {
        return rows;
    }

    Path folder(Row row) {
        return folder.resolve("runs").resolve(row.folder());
    }

    /// What the teachers of all runs say is kept here until the last is done.
    private Path cache() {
        return folder.resolve("cache");
    }

    /// Whether a run is over, its figures told.
    public boolean isDone(Row row) {
        return Files.isRegularFile(folder(row).resolve("summary.json"));
    }

    /// What is going to happen, for a person.
    public List<String> intentions() {
        long done = rows.stream().filter(this::isDone).count();
        List<String> lines = new ArrayList<>();
        lines.add("%s%d runs, %d of them done"
                .formatted(table.title().isEmpty() ? "" : table.title() + ": ", rows.size(), done));
        lines.add("%d artificial networks to train once, %d more uses of them shared"
                .formatted(
                        uses.size(), uses.values().stream().mapToInt(List::size).sum() - uses.size()));
        lines.add("to do: %.2g multiplications with addition%s"
                .formatted(
                        left(),
                        secondsLeft().isPresent()
                                ? ", " + duration(secondsLeft().get()) + " at the speed so far"
                                : "; how long that takes is told after the first network"));
        return lines;
    }

    /// Work of all networks that are yet to be made.
    private double left() {
        Map<String, Boolean> counted = new HashMap<>();
        double left = 0;
        for (Row row : rows) {
            Map<Stage, String> digests = artificial.get(row);
            for (Map.Entry<Stage, Double> step : work.get(row).entrySet()) {
                String key = digests.getOrDefault(
                        step.getKey(), row.folder() + "/" + step.getKey().label());
                boolean first = counted.putIfAbsent(key, true) == null;
                boolean made = RunFolder.finishedIn(folder(row), step.getKey()).isPresent()
                        || maker(digests.get(step.getKey())).isPresent();
                left += first && !made ? step.getValue() : 0;
            }
        }
        return left;
    }

    /// As long as the work done so far lets expect; empty before there is any.
    private Optional<Double> secondsLeft() {
        double done = 0;
        double seconds = 0;
        for (Row row : rows) {
            for (Map.Entry<Stage, Double> step : work.get(row).entrySet()) {
                Optional<RunFolder.Finished> finished = RunFolder.finishedIn(folder(row), step.getKey());
                if (finished.isPresent()) {
                    done += step.getValue();
                    seconds += finished.get().seconds();
                }
            }
        }
        return seconds > 0 ? Optional.of(left() / done * seconds) : Optional.empty();
    }

    private static String duration(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes < 1
                ? "less than a minute"
                : minutes < 120 ? "about " + minutes + " min" : "about " + Math.round(minutes / 60.0) + " h";
    }

    /// Makes a run, or the rest of it.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if a stop was wished for
    public void make(Row row, Progress progress, CancellationToken cancellation) throws IOException {
        progress.say("run %d of %d, %s%s"
                .formatted(
                        rows.indexOf(row) + 1,
                        rows.size(),
                        row.inWords(),
                        secondsLeft()
                                .map(each -> "; all: " + duration(each) + " left")
                                .orElse("")));
        Path place = folder(row);
        boolean begun = Files.exists(place.resolve("recipe.json"));
        System.gc(); // lets go of the data of the run before, which the collector would rather make more room for
        try (RunFolder run =
                        begun ? RunFolder.resume(place, cache()) : RunFolder.create(place, row.settings(), cache());
                DataSplits data = data(row)) {
            for (Map.Entry<Stage, String> network : artificial.get(row).entrySet()) {
                Optional<Row> maker = maker(network.getValue());
                if (run.finished(network.getKey()).isEmpty() && maker.isPresent()) {
                    run.adopt(folder(maker.get()), network.getKey());
                }
            }
            Distillation.run(run, row.settings(), data, progress, cancellation);
        }
        if (rows.stream().allMatch(this::isDone)) {
            CachedTargets.delete(cache());
        }
    }

    /// A run that has trained a certain artificial network already.
    private Optional<Row> maker(String digest) {
        return uses.getOrDefault(digest, List.of()).stream()
                .filter(use ->
                        RunFolder.finishedIn(folder(use.row()), use.stage()).isPresent())
                .map(Use::row)
                .findFirst();
    }

    /// Writes `compare.md`, `compare.csv`, `spikes.csv` and `compare.html` about the runs that are done.
    ///
    /// @return the table for a screen
    public String tell() {
        return new Results(table, rows.stream().filter(this::isDone).toList(), this::folder).write(folder);
    }
}
