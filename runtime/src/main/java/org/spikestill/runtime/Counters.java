package org.spikestill.runtime;

import java.util.Arrays;
import java.util.List;

/// Exact counts of some layers, one per tick.
final class Counters {
    private final String property;
    private final List<String> layers;
    private final long[][] counts; // [layer][T]

    /// @param property what these layers have in common, for the message about one that has not
    Counters(String property, List<String> layers, int ticks) {
        this(property, layers, new long[layers.size()][ticks]);
    }

    private Counters(String property, List<String> layers, long[][] counts) {
        this.property = property;
        this.layers = layers;
        this.counts = counts;
    }

    Counters copy() {
        return new Counters(
                property, layers, Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new));
    }

    List<String> layers() {
        return layers;
    }

    /// Forgets the first tick: the others move down by one.
    void shift() {
        for (long[] series : counts) {
            System.arraycopy(series, 1, series, 0, series.length - 1);
        }
    }

    void put(int layer, int tick, long count) {
        counts[layer][tick] = count;
    }

    long at(String layer, int tick) {
        return counts[position(layer)][tick];
    }

    long total(String layer, int ticks) {
        long[] series = counts[position(layer)];
        long sum = 0;
        for (int tick = 0; tick < ticks; tick++) {
            sum += series[tick];
        }
        return sum;
    }

    private int position(String layer) {
        int position = layers.indexOf(layer);
        if (position < 0) {
            throw new IllegalArgumentException("no layer '" + layer + "' " + property + ": choose among " + layers);
        }
        return position;
    }
}
