package org.spikestill.lab.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// An estimate of the time that the rest of a run takes: the estimates of its steps, corrected by how long finished steps and
/// the current one really take.
///
/// ```
/// left = left of the current step + correction · Σ estimates of later steps
/// correction = Σ actual seconds / Σ estimated seconds     over finished steps and the current one
/// ```
public final class TimeLeft {
    private static final double LONG_SECONDS = 3600;

    private final Map<String, Double> estimates;
    private double estimated;
    private double actual;

    /// @param estimates seconds of each step that is still to be made, by name
    TimeLeft(Map<String, Double> estimates) {
        this.estimates = new LinkedHashMap<>(estimates);
    }

    /// Seconds of the whole run as expected before it began.
    double total() {
        return estimates.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Lines on the length of the whole run before it begins, none if there is nothing to estimate.
    ///
    /// @param resume arguments that go on with the run
    List<String> announcement(String resume) {
        return announcement(total(), resume);
    }

    /// The same for any number of runs.
    ///
    /// @param total seconds
    public static List<String> announcement(double total, String resume) {
        if (total == 0) {
            return List.of();
        }
        String expected = "expected to take " + inWords(total) + " on this machine";
        return total <= LONG_SECONDS
                ? List.of(expected)
                : List.of(
                        expected,
                        "note: that is more than an hour: Ctrl-C stops with a checkpoint at any time, and " + resume
                                + " goes on");
    }

    /// Replaces the estimate of a step by what it took.
    void finished(String name, double seconds) {
        Double estimate = estimates.remove(name);
        if (estimate != null) {
            estimated += estimate;
            actual += seconds;
        }
    }

    /// Seconds left when a step is under way.
    ///
    /// @param elapsed seconds of this step so far
    /// @param left seconds of this step as its own progress implies; NaN where it implies nothing yet
    OptionalDouble left(String name, double elapsed, double left) {
        double current = estimates.getOrDefault(name, 0.0);
        double later = total() - current;
        boolean paced = Double.isFinite(left) && left >= 0;
        double seen = estimated + (paced ? current : 0);
        double correction = seen > 0 ? (actual + (paced ? elapsed + left : 0)) / seen : 1;
        double rest = (paced ? left : Math.max(0, correction * current - elapsed)) + correction * later;
        return rest > 0 ? OptionalDouble.of(rest) : OptionalDouble.empty();
    }

    /// `less than a minute`, `about 12 min`, `about 5 h`
    public static String inWords(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes < 1
                ? "less than a minute"
                : minutes < 120 ? "about " + minutes + " min" : "about " + Math.round(minutes / 60.0) + " h";
    }
}
