package org.spikestill.lab.experiment.steps;

/// Rule that finds matching layers of teacher and student where none are named.
public enum PairBy {
    /// the teacher's last map of the resolution of the student's
    RESOLUTION,
    /// the last maps of both, and the others back from there, whatever their resolutions; the larger map is averaged down
    DEPTH
}
