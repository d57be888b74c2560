package org.spikestill.lab.sweep;

import java.util.List;
import java.util.Optional;

/// Some values as their mean and the deviation of the sample, √(Σ (x − mean)² / (n − 1)).
///
/// @param deviation empty for a single value
record Spread(double mean, Optional<Double> deviation) {
    /// Empty where there are no values.
    static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double mean = values.stream().mapToDouble(each -> each).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        return Optional.of(new Spread(
                mean, values.size() > 1 ? Optional.of(Math.sqrt(squares / (values.size() - 1))) : Optional.empty()));
    }

    /// `83.65 ± 0.12`
    String text(int digits) {
        String number = "%." + digits + "f";
        return number.formatted(mean)
                + deviation.map(each -> " ± " + number.formatted(each)).orElse("");
    }
}
