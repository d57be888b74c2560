package org.spikestill.runtime.kernel;

import java.util.List;

/// Where the currents of neighbouring windows lie among the columns of a group's weights, group by group, see [Scatter].
final class Runs {
    private final int[] starts; // first run of each group
    private final int[] currents; // first current of each run
    private final int[] columns; // first column of each run
    private final int[] lengths;

    /// Windows next to each other that a group reaches in one kernel row.
    ///
    /// @param kx of the group's first pixel in the first window; negative where the window begins behind it
    record Run(int kernelRow, int window, int kx, int count) {
        boolean holds(int row, int other) {
            return kernelRow == row && other >= window && other < window + count;
        }

        boolean continues(int row, int next, int nextKx) {
            return kernelRow == row && window + count == next && kx - count == nextKx;
        }

        Run longer() {
            return new Run(kernelRow, window, kx, count + 1);
        }
    }

    /// Place of a run among the columns.
    @FunctionalInterface
    interface Columns {
        int first(Run run);
    }

    Runs(List<List<Run>> groups, Columns places, int outputs) {
        starts = new int[groups.size() + 1];
        for (int i = 0; i < groups.size(); i++) {
            starts[i + 1] = starts[i] + groups.get(i).size();
        }
        List<Run> each = groups.stream().flatMap(List::stream).toList();
        currents = each.stream().mapToInt(run -> run.window() * outputs).toArray();
        columns = each.stream().mapToInt(places::first).toArray();
        lengths = each.stream().mapToInt(run -> run.count() * outputs).toArray();
    }

    /// Copies the currents of a group to its columns.
    void load(int group, float[] from, float[] to) {
        for (int run = starts[group]; run < starts[group + 1]; run++) {
            System.arraycopy(from, currents[run], to, columns[run], lengths[run]);
        }
    }

    /// Copies the columns of a group to its currents.
    void store(int group, float[] from, float[] to) {
        for (int run = starts[group]; run < starts[group + 1]; run++) {
            System.arraycopy(from, columns[run], to, currents[run], lengths[run]);
        }
    }

    /// First column of a group, 0 without any.
    int from(int group) {
        int first = starts[group] == starts[group + 1] ? 0 : Integer.MAX_VALUE;
        for (int run = starts[group]; run < starts[group + 1]; run++) {
            first = Math.min(first, columns[run]);
        }
        return first;
    }

    /// Column behind the last of a group, 0 without any.
    int to(int group) {
        int last = 0;
        for (int run = starts[group]; run < starts[group + 1]; run++) {
            last = Math.max(last, columns[run] + lengths[run]);
        }
        return last;
    }
}
