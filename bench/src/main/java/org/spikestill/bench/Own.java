package org.spikestill.bench;

import org.spikestill.lab.torch.Precision;

/// One of our variants.
///
/// @param idle gigabytes of a process that only loads the library
record Own(BenchNetwork subject, Variant variant, TrainingStep stepper, double idle) implements Contender {
    Own(BenchNetwork subject, Variant variant, double idle) {
        this(subject, variant, new TrainingStep(subject, variant), idle);
    }

    @Override
    public String label() {
        return variant.label();
    }

    @Override
    public Precision precision() {
        return variant.precision;
    }

    @Override
    public double step() {
        return Statistics.time(stepper::step);
    }

    @Override
    public double finish() {
        close();
        return Memory.of(subject, variant, idle);
    }

    @Override
    public void close() {
        stepper.close();
    }
}
