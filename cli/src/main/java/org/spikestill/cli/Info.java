package org.spikestill.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private OutputForm form;

    @Override
    public Integer call() {
        ModelInfo info = ModelInfo.of(OpenModel.read(file));
        form.print(spec, info, info::text);
        return ExitCode.DONE.code();
    }
}
