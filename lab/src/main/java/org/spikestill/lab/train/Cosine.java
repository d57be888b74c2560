package org.spikestill.lab.train;

import static org.spikestill.model.Check.within;

import org.spikestill.model.settings.Formerly;

/// Half a cosine from 1 down to `floor` (Loshchilov and Hutter, ICLR 2017), after a linear warmup.
///
/// ```
/// factor = floor + (1 − floor) · (1 + cos(π·p)) / 2      p = progress since the warmup
/// ```
///
/// @param floor at the end, in [0, 1]
/// @param warmup share of training in which the factor climbs from 0 to 1, in [0, 0.5]
@Formerly(was = "rise", now = "warmup")
public record Cosine(float floor, float warmup) implements Schedule {
    public Cosine {
        within("floor", floor, 0, 1);
        within("warmup", warmup, 0, 0.5f);
    }

    public Cosine() {
        this(0, 0);
    }

    @Override
    public double factor(double progress) {
        if (progress < warmup) {
            return progress / warmup;
        }
        double p = (progress - warmup) / (1 - warmup);
        return floor + (1 - floor) * (1 + Math.cos(Math.PI * p)) / 2;
    }
}
