package org.spikestill.lab.train;

import org.spikestill.model.settings.Catalog;

/// A learning rate schedule: a factor on the learning rate over the course of training.
public interface Schedule {
    static Catalog<Schedule> catalog() {
        return Schedules.CATALOG;
    }

    /// @param progress share of all updates that is done, in [0, 1)
    double factor(double progress);
}
