package org.spikestill.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.device.Device;
import org.spikestill.runtime.device.Fit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The capacity check of a model on a device.
@Command(
        name = "fit",
        description =
                "Checks whether a model fits a chip: cores by layer and resource, which one binds, and what would help.",
        sortOptions = false)
final class FitCheck implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "Model file, of a spiking network or the artificial one of its shape.")
    private Path file;

    @Option(
            names = "--device",
            required = true,
            paramLabel = "NAME",
            completionCandidates = DeviceNames.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Device device;

    @Mixin
    private OutputForm form;

    /// @return that a check failed if the model does not fit
    @Override
    public Integer call() {
        OpenModel model = OpenModel.read(file);
        FitResult result = FitResult.of(model, fit(model));
        form.print(spec, result, result::text);
        return (result.fits() ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
    }

    private Fit fit(OpenModel model) {
        try {
            return Fit.of(device, model.network())
                    .orElseThrow(() ->
                            new InvalidSettings("--device " + Device.catalog().spec(device)
                                    + " has no cores to fill: name one that has, such as loihi"));
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }
}
