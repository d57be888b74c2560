package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import org.spikestill.report.TextTable;
import org.spikestill.runtime.device.Fit;

/// Figures of a capacity check. Its components are the fields of the JSON object.
///
/// @param cores over all layers
/// @param limit cores of the chip
/// @param binding layer with most cores, or the one that no number of cores holds
/// @param advice the change that would save most cores
record FitResult(
        Path model,
        String device,
        boolean fits,
        int cores,
        int limit,
        long compartments,
        List<Layer> layers,
        String binding,
        String advice) {
    /// Cores of a population.
    ///
    /// @param name of the population
    /// @param layer with the synapses that reach it
    /// @param divisible whether some number of cores suffices
    /// @param binding resource that needs most cores
    record Layer(
            String name,
            String layer,
            int compartments,
            long synapses,
            boolean divisible,
            int byCompartments,
            int bySynapses,
            int byInputAxons,
            int byOutputAxons,
            int cores,
            String binding) {
        static Layer of(Fit.Population each) {
            return new Layer(
                    each.name(),
                    each.layer(),
                    each.compartments(),
                    each.synapses(),
                    each.divisible(),
                    each.byCompartments(),
                    each.bySynapses(),
                    each.byInputAxons(),
                    each.byOutputAxons(),
                    each.cores(),
                    each.binding().toString());
        }
    }

    static FitResult of(OpenModel model, Fit fit) {
        return new FitResult(
                model.file(),
                fit.device(),
                fit.fits(),
                fit.cores(),
                fit.limit(),
                fit.compartments(),
                fit.populations().stream().map(Layer::of).toList(),
                fit.largest().layer(),
                fit.advice());
    }

    String text() {
        TextTable table = new TextTable(
                "population",
                "neurons",
                "synapses",
                "by neurons",
                "by synapses",
                "by inputs",
                "by outputs",
                "cores",
                "binds");
        for (Layer each : layers) {
            table.row(
                    each.name,
                    "%,d".formatted(each.compartments),
                    "%,d".formatted(each.synapses),
                    each.byCompartments,
                    each.bySynapses,
                    each.divisible ? Integer.toString(each.byInputAxons) : "never",
                    each.byOutputAxons,
                    each.cores,
                    each.binding);
        }
        String verdict = "%s %s: %,d neurons on %,d of %,d cores"
                .formatted(fits ? "fits" : "does not fit", device, compartments, cores, limit);
        return table + "\n\n" + verdict + (fits ? "" : "; '" + binding + "' binds.\nwould help: " + advice);
    }
}
