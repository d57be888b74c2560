package org.spikestill.studies.multiplex;

/// Mutual information of two numbers in [0, 1], from counts in equal bins, less the bias of finite samples (Miller, 1955).
///
/// ```
/// I = Σ p(a, b)·log2(p(a, b) / (p(a)·p(b))) − (cells − rows − columns + 1) / (2·N·ln 2)      those that hold samples
/// ```
final class MutualInformation {
    private final int bins;
    private final int[][] counts;
    private int samples;

    MutualInformation(int bins) {
        this.bins = bins;
        this.counts = new int[bins][bins];
    }

    void add(double sent, double received) {
        counts[bin(sent)][bin(received)]++;
        samples++;
    }

    private int bin(double value) {
        return Math.clamp((int) (value * bins), 0, bins - 1);
    }

    /// In bits, at least 0.
    double bits() {
        int[] rows = new int[bins];
        int[] columns = new int[bins];
        for (int a = 0; a < bins; a++) {
            for (int b = 0; b < bins; b++) {
                rows[a] += counts[a][b];
                columns[b] += counts[a][b];
            }
        }
        double sum = 0;
        int cells = 0;
        for (int a = 0; a < bins; a++) {
            for (int b = 0; b < bins; b++) {
                double count = counts[a][b];
                if (count > 0) {
                    sum += count / samples * Math.log(count * samples / rows[a] / columns[b]) / Math.log(2);
                    cells++;
                }
            }
        }
        return Math.max(0, sum - (cells - used(rows) - used(columns) + 1) / (2.0 * samples * Math.log(2)));
    }

    private static int used(int[] counts) {
        int used = 0;
        for (int count : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }
}
