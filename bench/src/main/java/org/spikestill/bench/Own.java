package org.spikestill.bench;

import org.spikestill.lab.torch.Precision;

/// One of our variants.
///
/// @param idle gigabytes of a process that only loads the library
record Own(Subject subject, Variant variant, Stepper stepper, double idle) implements Entrant {
    Own(Subject subject, Variant variant, double idle) {
        this(subject, variant, new Stepper(subject, variant), idle);
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
