package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An import. Its components are the fields of the JSON object.
///
/// @param fileDigest SHA-256 of the file that was read
/// @param format spec of the format with all its settings
/// @param outDigest of the model file
/// @param remarks on how the file was understood where it leaves a choice
/// @param comparison of the network with its original; absent for formats without an original to compute
record ImportResult(
        Path file,
        String fileDigest,
        String format,
        Path out,
        String outDigest,
        List<String> remarks,
        Optional<Comparison> comparison) {
    /// @param difference largest of an output, as a share of the largest output; absent where outputs of the original are not known
    /// @param text the same in words
    record Comparison(Optional<Double> difference, String text) {
        static Comparison of(double difference, String samples, String original) {
            return new Comparison(
                    Optional.of(difference),
                    "outputs for %s differ%s by %.1e of the largest".formatted(samples, original, difference));
        }
    }

    String text() {
        return Stream.concat(remarks.stream(), comparison.map(Comparison::text).stream())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
