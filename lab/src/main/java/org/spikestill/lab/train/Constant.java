package org.spikestill.lab.train;

/// The learning rate as it is.
public record Constant() implements Schedule {
    @Override
    public double factor(double progress) {
        return 1;
    }
}
