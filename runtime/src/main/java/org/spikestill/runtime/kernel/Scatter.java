package org.spikestill.runtime.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spikestill.runtime.kernel.Runs.Run;

/// The synapses of a layer by the pixels that drive them, for [RowScatter]: a group of neighbouring pixels reaches runs of neighbouring
/// windows, and each channel of each of its pixels has its weights to all of them in one array.
///
/// ```
/// weights[p·channels + c][(ky·width + kernel − 1 − (kx − p))·outputs + o] = weight from pixel p, channel c, at (ky, kx) of a window
/// width = kernel + pixels of a group − 1        0 where the window does not see the pixel
/// ```
///
/// A pixel lies at smaller kx in later windows, so that columns ascend with windows. Rows are arrays of their own since C2 (JDK 25)
/// vectorises a loop over several arrays only where all are read and written at the same index. Groups of several pixels are worth
/// their zeros where weights are few: there are fewer and longer loops.
final class Scatter {
    private static final int MOST_BYTES = 1 << 16; // of weights in groups of several pixels
    private static final int MOST_PIXELS = 6;

    private final int channels;
    private final float[][] weights;
    private final float[] biases; // [window, output]
    private final int[] pixels; // first of each group, and the number of all
    private final Runs all;
    private final Runs leaving; // windows of each group beyond the reach of the next in its row
    private final Runs entering; // windows of each group beyond the reach of the one before in its row
    private final boolean[] follows; // a group in the same row
    private final int shift;
    private final int[] froms; // first column of each group
    private final int[] tos; // column behind the last of each group

    /// @param count pixels of the input
    /// @param rows inputs of one window
    Scatter(Synapses synapses, int count, int channels, int rows) {
        Windows reached = synapses.windows();
        int outputs = synapses.outputs();
        this.channels = channels;
        int kernel = rows / channels / reached.spans();
        int group = group(reached, channels, kernel, outputs);
        int width = kernel + group - 1;
        weights = new float[group * channels][Lines.length(reached.spans() * width * outputs)];
        for (int row = 0; row < rows; row++) {
            int place = row / channels;
            for (int pixel = 0; pixel < group; pixel++) {
                float[] line = weights[pixel * channels + row % channels];
                int column = column(place / kernel, place % kernel - pixel, width, kernel) * outputs;
                for (int output = 0; output < outputs; output++) {
                    line[column + output] = synapses.weight(row, output);
                }
            }
        }
        biases = new float[reached.count() * outputs];
        for (int window = 0; window < reached.count(); window++) {
            System.arraycopy(synapses.bias(), 0, biases, window * outputs, outputs);
        }
        pixels = groups(count, reached.width(), group);
        List<List<Run>> runs = runs(reached, pixels, channels, kernel);
        follows = new boolean[runs.size()];
        for (int i = 1; i < follows.length; i++) {
            follows[i] = pixels[i] % reached.width() != 0;
        }
        shift = group * outputs;
        Runs.Columns places = run -> column(run.kernelRow(), run.kx(), width, kernel) * outputs;
        all = new Runs(runs, places, outputs);
        leaving = new Runs(without(runs, 1), places, outputs);
        entering = new Runs(without(runs, -1), places, outputs);
        froms = IntStream.range(0, runs.size()).map(all::from).toArray();
        tos = IntStream.range(0, runs.size()).map(all::to).toArray();
    }

    /// Of each group the windows that its neighbour does not reach.
    ///
    /// @param step to the neighbour
    private static List<List<Run>> without(List<List<Run>> groups, int step) {
        List<List<Run>> rest = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Run> neighbour = i + step >= 0 && i + step < groups.size() ? groups.get(i + step) : List.of();
            List<Run> own = new ArrayList<>();
            for (Run run : groups.get(i)) {
                for (int n = 0; n < run.count(); n++) {
                    int window = run.window() + n;
                    if (neighbour.stream().noneMatch(other -> other.holds(run.kernelRow(), window))) {
                        add(own, run.kernelRow(), window, run.kx() - n);
                    }
                }
            }
            rest.add(own);
        }
        return rest;
    }

    /// Column of a window in a group's weights, in windows.
    private static int column(int kernelRow, int kx, int width, int kernel) {
        return kernelRow * width + kernel - 1 - kx;
    }

    /// Pixels of a group: as many as leave the weights small.
    private static int group(Windows reached, int channels, int kernel, int outputs) {
        int group = 1;
        while (group < Math.min(MOST_PIXELS, reached.width())
                && (long) (group + 1) * channels * reached.spans() * (kernel + group) * outputs * Float.BYTES
                        <= MOST_BYTES) {
            group++;
        }
        return group;
    }

    /// First pixels of groups that lie in one row of the map each.
    private static int[] groups(int pixels, int width, int group) {
        IntStream firsts = IntStream.range(0, pixels).filter(pixel -> pixel % width % group == 0);
        return IntStream.concat(firsts, IntStream.of(pixels)).toArray();
    }

    private static List<List<Run>> runs(Windows reached, int[] pixels, int channels, int kernel) {
        List<List<Run>> runs = new ArrayList<>();
        int[] groupOf = new int[pixels[pixels.length - 1]];
        for (int group = 0; group < pixels.length - 1; group++) {
            runs.add(new ArrayList<>());
            for (int pixel = pixels[group]; pixel < pixels[group + 1]; pixel++) {
                groupOf[pixel] = group;
            }
        }
        for (int span = 0; span < reached.count() * reached.spans(); span++) {
            int window = span / reached.spans();
            for (int pixel = reached.firstPixels()[span]; pixel < reached.endPixels()[span]; pixel++) {
                int place = pixel - reached.shifts()[span] / channels;
                int kx = place % kernel - (pixel - pixels[groupOf[pixel]]);
                add(runs.get(groupOf[pixel]), place / kernel, window, kx);
            }
        }
        return runs;
    }

    /// Lengthens the run that ends before the window, or begins one, unless the window is there.
    private static void add(List<Run> runs, int kernelRow, int window, int kx) {
        if (runs.stream().anyMatch(run -> run.holds(kernelRow, window))) {
            return;
        }
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).continues(kernelRow, window, kx)) {
                runs.set(i, runs.get(i).longer());
                return;
            }
        }
        runs.add(new Run(kernelRow, window, kx, 1));
    }

    /// Groups of pixels.
    int groups() {
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

    /// First pixel of each group, and the number of pixels behind them.
    int[] pixels() {
        return pixels;
    }

    /// Currents of a group.
    Runs all() {
        return all;
    }

    /// Currents of a group beyond the reach of the next one in its row.
    Runs leaving() {
        return leaving;
    }

    /// Currents of a group beyond the reach of the one before in its row.
    Runs entering() {
        return entering;
    }

    /// Whether a group lies in the same row as the one before: currents that both reach have columns [#shift] further to the left.
    boolean follows(int group) {
        return follows[group];
    }

    int shift() {
        return shift;
    }

    /// First column that a group reaches.
    int from(int group) {
        return froms[group];
    }

    /// Column behind the last that a group reaches.
    int to(int group) {
        return tos[group];
    }
}
