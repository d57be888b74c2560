package org.spikestill.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// Runs of studies in tests, without a command line.
public final class Studies {
    private Studies() {}

    /// A study with other settings, each `path=value`; later ones count.
    public static <R extends Record> R with(R study, String... settings) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String setting : settings) {
            given.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return Settings.with(study, given);
    }

    public static String[] join(String[] more, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    public static String run(Experiment study, Path place) throws IOException {
        try (DataSplits data = study.run().open(Optional.empty());
                RunFolder folder = RunFolder.create(place, ExperimentRun.write(study))) {
            return ExperimentRun.run(study, folder, data, Progress.silent(), new CancellationToken());
        }
    }

    /// Goes on with a run, as a command does after a kill.
    public static String resume(Path place) throws IOException {
        try (RunFolder folder = RunFolder.resume(place)) {
            Experiment study = ExperimentRun.read(folder);
            try (DataSplits data = study.run().open(Optional.empty())) {
                return ExperimentRun.run(study, folder, data, Progress.silent(), new CancellationToken());
            }
        }
    }

    public static JsonNode summary(Path place) throws IOException {
        Path file = place.resolve(RunFolder.SUMMARY);
        return Settings.fromJson(Files.readString(file), file.toString());
    }
}
