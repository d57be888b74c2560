package org.spikestill.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The synapses of a layer by the pixel that drives them, for [RowScatter]: each pixel reaches runs of neighbouring windows, and
/// each channel has its weights to all of them in one array.
///
/// ```
/// weights[c][(ky·width + width − 1 − kx)·outputs + o] = weight from channel c at (ky, kx) of a window to its output o
/// ```
///
/// A pixel lies at smaller kx in later windows, so that columns ascend with windows. Rows are arrays of their own since C2 (JDK 25)
/// vectorises a loop over several arrays only where all are read and written at the same index.
final class Scatter {
    private final int channels;
    private final float[][] weights;
    private final float[] biases; // [window, output]
    private final int[] starts; // first run of each pixel
    private final int[] firsts; // current of each run
    private final int[] columns; // first of each run, in its weights
    private final int[] lengths; // columns of each run
    private final int[] froms; // first column of each pixel
    private final int[] tos; // column behind the last of each pixel

    /// Windows next to each other that one pixel reaches in one kernel row.
    ///
    /// @param kx of the pixel in the first window
    private record Run(int kernelRow, int window, int kx, int count) {
        boolean continues(int row, int next, int nextKx) {
            return kernelRow == row && window + count == next && kx - count == nextKx;
        }

        Run longer() {
            return new Run(kernelRow, window, kx, count + 1);
        }

        int column(int width, int outputs) {
            return (kernelRow * width + width - 1 - kx) * outputs;
        }
    }

    /// @param pixels of the input
    /// @param rows inputs of one window
    Scatter(Synapses synapses, int pixels, int channels, int rows) {
        Windows reached = synapses.windows();
        int outputs = synapses.outputs();
        this.channels = channels;
        int width = rows / channels / reached.spans();
        weights = new float[channels][rows / channels * outputs];
        for (int row = 0; row < rows; row++) {
            int place = row / channels;
            int column = new Run(place / width, 0, place % width, 1).column(width, outputs);
            for (int output = 0; output < outputs; output++) {
                weights[row % channels][column + output] = synapses.weight(row, output);
            }
        }
        biases = new float[reached.count() * outputs];
        for (int window = 0; window < reached.count(); window++) {
            System.arraycopy(synapses.bias(), 0, biases, window * outputs, outputs);
        }
        List<List<Run>> runs = runs(reached, pixels, channels, width);
        starts = new int[pixels + 1];
        for (int pixel = 0; pixel < pixels; pixel++) {
            starts[pixel + 1] = starts[pixel] + runs.get(pixel).size();
        }
        List<Run> all = runs.stream().flatMap(List::stream).toList();
        firsts = all.stream().mapToInt(run -> run.window() * outputs).toArray();
        columns = all.stream().mapToInt(run -> run.column(width, outputs)).toArray();
        lengths = all.stream().mapToInt(run -> run.count() * outputs).toArray();
        froms = new int[pixels];
        tos = new int[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            froms[pixel] = IntStream.range(starts[pixel], starts[pixel + 1])
                    .map(run -> columns[run])
                    .min()
                    .orElse(0);
            tos[pixel] = IntStream.range(starts[pixel], starts[pixel + 1])
                    .map(run -> columns[run] + lengths[run])
                    .max()
                    .orElse(0);
        }
    }

    private static List<List<Run>> runs(Windows reached, int pixels, int channels, int width) {
        List<List<Run>> runs = new ArrayList<>();
        for (int pixel = 0; pixel < pixels; pixel++) {
            runs.add(new ArrayList<>());
        }
        for (int span = 0; span < reached.count() * reached.spans(); span++) {
            int window = span / reached.spans();
            for (int pixel = reached.firstPixels()[span]; pixel < reached.endPixels()[span]; pixel++) {
                int place = pixel - reached.shifts()[span] / channels;
                add(runs.get(pixel), place / width, window, place % width);
            }
        }
        return runs;
    }

    /// Lengthens the run that ends before the window, or begins one.
    private static void add(List<Run> runs, int kernelRow, int window, int kx) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).continues(kernelRow, window, kx)) {
                runs.set(i, runs.get(i).longer());
                return;
            }
        }
        runs.add(new Run(kernelRow, window, kx, 1));
    }

    int pixels() {
        return froms.length;
    }

    int channels() {
        return channels;
    }

    float[][] weights() {
        return weights;
    }

    /// The currents without any event.
    float[] biases() {
        return biases;
    }

    /// Runs of pixel p have the numbers from `starts[p]` to `starts[p + 1]`, exclusive.
    int[] starts() {
        return starts;
    }

    /// First current of each run.
    int[] firsts() {
        return firsts;
    }

    /// First column of each run.
    int[] columns() {
        return columns;
    }

    int[] lengths() {
        return lengths;
    }

    /// First column that a pixel reaches.
    int[] froms() {
        return froms;
    }

    /// Column behind the last that a pixel reaches.
    int[] tos() {
        return tos;
    }
}
