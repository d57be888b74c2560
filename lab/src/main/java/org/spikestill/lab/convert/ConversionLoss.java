package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.report.result.Evaluation;

/// The accuracy that a conversion loses against its artificial network, and the causes that the spiking network shows.
///
/// @param ann the artificial network
/// @param before its accuracy
/// @param passes of the conversion
/// @param spiking the converted network
/// @param after its evaluation on the same samples
public record ConversionLoss(Network ann, double before, List<Pass> passes, Network spiking, Evaluation after) {
    /// A tenth of the accuracy above chance is more than any published conversion loses at a T that suits it.
    private static final double LARGE = 0.1;

    /// Gain of accuracy from T/2 to T above which more ticks are worth trying.
    private static final double RISING = 0.01;

    /// Spikes per neuron and sample below which a population carries almost no information.
    private static final double SILENT = 0.05;

    public ConversionLoss {
        passes = List.copyOf(passes);
    }

    /// A warning with what to try, if the spiking network does much worse than the artificial one.
    ///
    /// @param name of the conversion, that begins the line
    public Optional<String> warning(String name) {
        double chance = 1.0 / spiking.shapes().get(spiking.output().name()).elements();
        double lost = before - after.accuracy();
        if (lost <= LARGE * Math.max(0, before - chance)) {
            return Optional.empty();
        }
        return Optional.of("%s: the conversion loses %.1f points, from %.2f to %.2f %%: %s"
                .formatted(name, 100 * lost, 100 * before, 100 * after.accuracy(), String.join("; ", advice())));
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        Stream.of(fewerTicksThanLevels(), silence(), rising(), lowThresholds(), hardReset(), leak())
                .forEach(each -> each.ifPresent(advice::add));
        advice.add(otherMethod());
        return advice;
    }

    private Optional<String> fewerTicksThanLevels() {
        int levels = ann.nodes().stream()
                .mapToInt(node -> node.layer() instanceof Layer.QuantisedClip clip ? clip.levels() : 0)
                .max()
                .orElse(0);
        return when(
                spiking.ticks() < levels,
                "T = %d is below the %d levels of the quantised clips: take T = %d, or train with levels=%d"
                        .formatted(spiking.ticks(), levels, levels, spiking.ticks()));
    }

    private Optional<String> silence() {
        return after.layers().stream()
                .filter(layer -> layer.spikesPerSample() < SILENT * layer.neurons())
                .findFirst()
                .map(layer ->
                        "'%s' hardly fires, %.4f spikes per neuron in T = %d: take more time steps, or lower thresholds by %s"
                                .formatted(
                                        layer.name(),
                                        layer.spikesPerSample() / layer.neurons(),
                                        spiking.ticks(),
                                        lower()));
    }

    private String lower() {
        if (uses(NormaliseByData.class) || uses(NormaliseByModel.class)) {
            return "data-based:quantile=0.999";
        }
        return uses(Calibrate.class) ? "the ceiling mmse" : "a quantile of 0.997 or a smaller scale";
    }

    private Optional<String> rising() {
        return when(
                half() < after.accuracy() - RISING,
                "accuracy rises with T, from %.2f %% at T = %d: take more time steps"
                        .formatted(100 * half(), spiking.ticks() / 2));
    }

    /// Accuracy after half of the ticks.
    private double half() {
        int ticks = after.ticks();
        return ticks < 2 ? after.accuracy() : after.accuracyByTick().get(ticks / 2 - 1);
    }

    /// At thresholds below the largest input, neurons saturate: they fire at every tick and still fall short.
    private Optional<String> lowThresholds() {
        double scale = 1;
        for (Pass pass : passes) {
            scale *= switch (pass) {
                case BalanceThresholds balance -> balance.scale();
                case SoftReset soft -> soft.scale();
                default -> 1;
            };
        }
        return when(
                scale < 1 && half() >= after.accuracy() - RISING,
                "accuracy does not rise with T, %.2f %% at T = %d, and thresholds are at %.2f of the largest input: take scale=1"
                        .formatted(100 * half(), Math.max(1, spiking.ticks() / 2), scale));
    }

    private Optional<String> hardReset() {
        return when(
                neurons().anyMatch(lif -> lif.reset().target() == Reset.Target.ZERO),
                "a reset to 0 discards what exceeds the threshold: take rmp, whose neurons keep it");
    }

    private Optional<String> leak() {
        return when(
                neurons().anyMatch(lif -> lif.leak() < 1),
                "a leak takes from rates what an ANN does not lose: take neurons with leak=1");
    }

    private Stream<Lif> neurons() {
        return spiking.firing().stream()
                .flatMap(node -> node.layer() instanceof Layer.Spike(Lif lif) ? Stream.of(lif) : Stream.empty());
    }

    private String otherMethod() {
        if (uses(ClipToSpike.class)) {
            return "training through time makes up for the order of spikes, which clips do not foresee";
        }
        if (uses(NormaliseByModel.class)) {
            return "data-based normalisation, which measures activations, needs far fewer time steps; light-calibration the"
                    + " fewest";
        }
        return uses(Calibrate.class)
                ? "an ANN with quantised clips (activation qcfs) converts almost without loss"
                : "light-calibration, or an ANN with quantised clips (activation qcfs), loses less at small T";
    }

    private boolean uses(Class<? extends Pass> kind) {
        return passes.stream().anyMatch(kind::isInstance);
    }

    private static Optional<String> when(boolean found, String advice) {
        return found ? Optional.of(advice) : Optional.empty();
    }
}
