package org.spikestill.lab.loss;

/// A pair of matching layers: one of the teacher, and the one of the student that learns from it.
///
/// @param teacher name of a node of the teacher
/// @param student name of a node of the student
public record LayerPair(String teacher, String student) {}
