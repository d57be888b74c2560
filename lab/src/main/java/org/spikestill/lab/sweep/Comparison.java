package org.spikestill.lab.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.FolderLock;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.lab.experiment.Store;
import org.spikestill.lab.experiment.TimeLeft;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.sweep.TableEstimate.Kind;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.model.settings.InvalidSettings;

/// The runs of a table in one folder, each in a run folder of its own. A run that is finished is not repeated, one that was
/// under way goes on, and a step that two runs have in common is carried out once, since their keys agree.
public final class Comparison {
    private final CompareTable table;
    private final List<Row> rows;
    private final Path folder;
    private final Optional<Path> dataDir;
    private final Map<Row, Steps> steps = new LinkedHashMap<>();

    /// The steps of a run, without their data.
    ///
    /// @param keys by name
    /// @param work by key, in multiplications with addition
    private record Steps(Map<String, String> keys, Map<String, Double> work) {
        /// By key.
        Map<String, Kind> kinds() {
            Map<String, Kind> kinds = new LinkedHashMap<>();
            keys.forEach((name, key) -> kinds.put(key, new Kind(name, work.get(key))));
            return kinds;
        }

        static Steps of(Plan plan) {
            Map<String, String> keys = new LinkedHashMap<>();
            plan.keys().forEach((Ref<?> ref, String key) -> keys.put(ref.name(), key));
            return new Steps(keys, plan.work());
        }
    }

    /// Checks every run of the table; nothing is written.
    ///
    /// @param folder of all runs and of the results
    /// @throws InvalidSettings naming the first run that cannot be made, and why
    /// @throws org.spikestill.model.InvalidNetwork likewise
    /// @throws org.spikestill.model.InvalidFile if a run of the folder was made with other samples
    public Comparison(CompareTable table, Path folder, Optional<Path> dataDir) throws IOException {
        this.table = table;
        this.rows = table.rows();
        this.folder = folder;
        this.dataDir = dataDir;
        Map<RunSettings, List<Row>> byData = new LinkedHashMap<>();
        for (Row row : rows) {
            byData.computeIfAbsent(row.experiment().run(), _ -> new ArrayList<>())
                    .add(row);
        }
        for (Map.Entry<RunSettings, List<Row>> ofTheSame : byData.entrySet()) {
            try (DataSplits data = ofTheSame.getKey().open(dataDir)) {
                for (Row row : ofTheSame.getValue()) {
                    Plan plan = checked(row, data);
                    RunFolder.checkData(folder(row), plan.identity());
                    steps.put(row, Steps.of(plan));
                }
            }
        }
    }

    private static Plan checked(Row row, DataSplits data) {
        try {
            return Plan.of(row.experiment(), data);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettings("the run '" + row.title() + "' cannot be made: " + e.getMessage(), e);
        }
    }

    public String title() {
        return table.title();
    }

    /// Takes the folder for this process.
    ///
    /// @throws org.spikestill.model.InvalidFile if another one makes this table there
    public FolderLock own() throws IOException {
        return FolderLock.of(folder, "table");
    }

    /// The runs, in the order of the table.
    public List<Row> rows() {
        return rows;
    }

    public Path folder(Row row) {
        return folder.resolve("runs").resolve(row.folder());
    }

    /// The teachers' stored answers, shared by all runs until the last is done.
    private Path cache() {
        return folder.resolve("cache");
    }

    /// Whether a run is over, its figures written.
    public boolean isDone(Row row) {
        return Files.isRegularFile(folder(row).resolve(RunFolder.SUMMARY));
    }

    /// The announcement of the table, for people.
    public List<String> announcement() {
        long done = rows.stream().filter(this::isDone).count();
        Set<String> distinct = new HashSet<>();
        int uses = 0;
        for (Steps each : steps.values()) {
            distinct.addAll(each.keys().values());
            uses += each.keys().size();
        }
        List<String> lines = new ArrayList<>();
        lines.add("%s%d runs, %d of them done"
                .formatted(table.title().isEmpty() ? "" : table.title() + ": ", rows.size(), done));
        lines.add("%d steps, each carried out once; %d more uses of them are shared"
                .formatted(distinct.size(), uses - distinct.size()));
        lines.add("to do: %.2g multiplications with addition".formatted(workLeft()));
        return lines;
    }

    /// Lines on the time that the rest of the table takes, none if there is nothing left: at the speed of the steps that are done, or as
    /// measured on a few of the runs.
    ///
    /// @param resume arguments that go on with the table
    public List<String> timeAnnouncement(String resume) throws IOException {
        OptionalDouble left = secondsLeft();
        return TimeLeft.announcement(left.isPresent() ? left.getAsDouble() : measuredSeconds(), resume);
    }

    private double measuredSeconds() throws IOException {
        Map<Row, List<Kind>> runs = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !isDone(row))
                .forEach(row -> runs.put(row, List.copyOf(steps.get(row).kinds().values())));
        TableEstimate estimate = TableEstimate.of(runs, dataDir);
        return left().stream().mapToDouble(estimate::seconds).sum();
    }

    /// Work of all steps that are yet to be made.
    private double workLeft() {
        return left().stream().mapToDouble(Kind::work).sum();
    }

    /// Steps that are yet to be made, each once.
    private List<Kind> left() {
        Set<String> made = new HashSet<>();
        forEachFinished((key, _) -> made.add(key));
        List<Kind> left = new ArrayList<>();
        for (Steps each : steps.values()) {
            each.kinds().forEach((key, kind) -> {
                if (made.add(key)) {
                    left.add(kind);
                }
            });
        }
        return left;
    }

    /// As long as the work done so far lets expect; empty before there is any.
    private OptionalDouble secondsLeft() {
        double[] done = new double[2]; // work, seconds
        Map<String, Double> work = new LinkedHashMap<>();
        steps.values().forEach(each -> work.putAll(each.work()));
        Set<String> seen = new HashSet<>();
        forEachFinished((key, entry) -> {
            if (seen.add(key)) {
                done[0] += work.get(key);
                done[1] += entry.seconds();
            }
        });
        return done[0] > 0 ? OptionalDouble.of(workLeft() / done[0] * done[1]) : OptionalDouble.empty();
    }

    private void forEachFinished(BiConsumer<String, Store.Entry> action) {
        steps.forEach((row, each) -> {
            Store store = RunFolder.storeOf(folder(row));
            each.keys()
                    .forEach((name, key) -> store.entry(name)
                            .filter(entry -> entry.key().equals(key))
                            .ifPresent(entry -> action.accept(key, entry)));
        });
    }

    /// Makes a run, or the rest of it.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if the run was cancelled
    public void make(Row row, Progress progress, CancellationToken cancellation) throws IOException {
        OptionalDouble left = secondsLeft();
        progress.say("run %d of %d, %s%s"
                .formatted(
                        rows.indexOf(row) + 1,
                        rows.size(),
                        row.title(),
                        left.isPresent() ? "; all: " + TimeLeft.inWords(left.getAsDouble()) + " left" : ""));
        Path place = folder(row);
        Experiment experiment = row.experiment();
        boolean begun = Files.exists(place.resolve(RunFolder.RECIPE));
        System.gc(); // lets go of the data of the run before, which the collector would rather make more room for
        try (RunFolder run = begun
                        ? RunFolder.resume(place, cache())
                        : RunFolder.create(place, ExperimentRun.write(experiment), cache());
                DataSplits data = experiment.run().open(dataDir)) {
            ExperimentRun.run(
                    Plan.of(experiment, data),
                    experiment,
                    run,
                    rows.stream().map(this::folder).toList(),
                    progress,
                    cancellation);
        }
    }

    private TableResults results() {
        return new TableResults(table, rows.stream().filter(this::isDone).toList(), this::folder);
    }

    /// The figures of the runs that are done.
    public ComparedRuns values() {
        return results().values();
    }

    /// Writes `compare.md`, `compare.csv`, `spikes.csv` and `compare.html` about the runs that are done, and frees what only unfinished
    /// runs need.
    ///
    /// @return the table for a screen
    public String write() throws IOException {
        String results = results().write(folder);
        if (rows.stream().allMatch(this::isDone)) {
            CachedTargets.delete(cache());
        }
        return results;
    }
}
