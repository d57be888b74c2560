package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Changes and accuracies of a conversion. Its components are the fields of the JSON object.
///
/// @param outDigest absent if the file could not be written
/// @param samples of the validation split that both networks are judged by
/// @param heldOut whether the artificial network's training is known to have held them out
/// @param accuracyBefore of the artificial network
/// @param accuracyAfter of the spiking network after its last step
/// @param warning with a way out, where that is far below
record ConvertResult(
        Path model,
        String modelDigest,
        Path out,
        Optional<String> outDigest,
        String data,
        String method,
        int ticks,
        List<Done> passes,
        int samples,
        boolean heldOut,
        double accuracyBefore,
        double accuracyAfter,
        Optional<String> warning,
        double spikesPerSample) {
    /// @param changes one line each
    record Done(String pass, List<String> changes) {}

    /// The result once the model is in its file.
    ConvertResult written(String digest) {
        return new ConvertResult(
                model,
                modelDigest,
                out,
                Optional.of(digest),
                data,
                method,
                ticks,
                passes,
                samples,
                heldOut,
                accuracyBefore,
                accuracyAfter,
                warning,
                spikesPerSample);
    }

    String text() {
        String did = passes.stream().map(ConvertResult::lines).collect(Collectors.joining("\n"));
        return did
                + "\n\naccuracy %.2f %% before, %.2f %% after %d steps, of %,d validation samples of %s"
                        .formatted(100 * accuracyBefore, 100 * accuracyAfter, ticks, samples, data)
                + (heldOut
                        ? ""
                        : ",\nfrom which the artificial network may have learnt: no recipe trained it on these data")
                + warning.map(line -> "\n" + line).orElse("")
                + "\n%,.0f spikes per sample".formatted(spikesPerSample)
                + "\n\nmodel: " + (outDigest.isPresent() ? out : "not written");
    }

    private static String lines(Done done) {
        return done.changes().isEmpty()
                ? done.pass() + ": nothing to do"
                : done.pass() + "\n"
                        + done.changes().stream().map(change -> "  " + change).collect(Collectors.joining("\n"));
    }
}
