package org.spikestill.cli;

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
}
