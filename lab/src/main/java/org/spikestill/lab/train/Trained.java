package org.spikestill.lab.train;

import org.spikestill.model.Weights;

/// A trained network: the weights of the epoch that did best on the validation split.
///
/// @param epoch it was, from 1
/// @param validationAccuracy it reached
/// @param seconds the whole training took
public record Trained(Weights weights, int epoch, double validationAccuracy, double seconds) {}
