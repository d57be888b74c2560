package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.DataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The data set of a command that cannot do without one, and the folder of its files.
final class GivenData {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "NAME",
            completionCandidates = DataNames.class,
            description = DataNames.DESCRIPTION)
    private DataSource source;

    @Mixin
    private DataDir dir;

    DataSource source() {
        return source;
    }

    DataDir dir() {
        return dir;
    }

    /// All input files of a command, as far as its arguments name them one by one.
    List<Path> with(Path model) {
        List<Path> files = new ArrayList<>(source.files(dir.path()));
        files.add(model);
        return files;
    }
}
