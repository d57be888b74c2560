package org.spikestill.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what is in a model file.
@Command(
        name = "info",
        description = "Tells what a model file holds: layers, shapes, parameters, neurons, settings and provenance.",
        sortOptions = false)
final class Info implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "Model file.")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        ModelInfo info = ModelInfo.of(OpenModel.read(file));
        spec.commandLine().getOut().println(json ? Settings.toJson(Settings.write(info)) : info.text());
        return ExitCode.DONE.code();
    }
}
