package org.spikestill.report.result;

import org.spikestill.report.Figures;

/// The teacher's share in a student: its paired difference to the untaught twin, which had the same training without the
/// teacher.
///
/// @param taught name of the student
/// @param untaught name of its twin
/// @param file of the untaught twin, to be delivered where the teacher harmed
public record TeachersShare(String taught, String untaught, String file, PairedDifference counts) {
    /// The share with its evidence, and the advice that follows from it, in one sentence.
    public String sentence() {
        Accuracy.Interval interval = counts.interval();
        String evidence = "%s points over the %s (%s gained, %s lost of %s; 95 %% interval %s to %s)"
                .formatted(
                        Figures.points(counts.difference()),
                        untaught,
                        Figures.count(counts.gained(), "sample"),
                        Figures.count(counts.lost()),
                        Figures.count(counts.samples()),
                        Figures.points(interval.low()),
                        Figures.points(interval.high()));
        if (interval.low() > 0) {
            return "teacher's share in the " + taught + ": " + evidence;
        }
        if (interval.high() < 0) {
            return "the teacher cost the " + taught + " "
                    + Figures.points(-counts.difference()).substring(1) + " points: deliver the untaught one, " + file
                    + "; " + evidence;
        }
        return "no gain from the teacher is shown in the " + taught + ": " + evidence;
    }
}
