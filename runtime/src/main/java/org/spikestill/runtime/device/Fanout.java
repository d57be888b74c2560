package org.spikestill.runtime.device;

import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// The synapses of a layer by source neuron: each spike adds a row of mantissas to the inputs it reaches. Sources and targets
/// are in row-major order of [H, W, C], so that the channels of a pixel are neighbours and one row is one run.
///
/// ```
/// input[(oy·W + ox)·C + c] += weight[channel][ky][kx][c]      oy = (y + padding − ky) / stride, where whole
/// ```
final class Fanout {
    private final int[] weights; // [source channel][ky][kx][target channel]
    private final int[] rows; // of each source neuron, or −1 where pooling drops it
    private final int[] ys;
    private final int[] xs;
    private final int[] degrees; // synapses other than 0 of each source neuron
    private final Shape out;
    private final int channels;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final int shift;

    /// @param source of the spikes, after the pooling between
    /// @param mantissas `[outputs, inputs, kernel, kernel]`
    /// @param shift from mantissas to states, bits
    Fanout(Source source, Layer.Conv2d conv, Shape out, int[] mantissas, int shift) {
        this(source, source.shape().channels(), out, conv.kernel(), conv.stride(), conv.padding(), shift, mantissas);
    }

    /// A linear layer: one window over everything.
    ///
    /// @param mantissas `[outputs, inputs]`
    Fanout(Source source, Layer.Linear linear, int[] mantissas, int shift) {
        this(source, source.shape().elements(), Shape.of(linear.outputs(), 1, 1), 1, 1, 0, shift, mantissas);
    }

    private Fanout(
            Source source, int inputs, Shape out, int kernel, int stride, int padding, int shift, int[] mantissas) {
        this.out = out;
        this.channels = out.channels();
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.shift = shift;
        int area = kernel * kernel;
        weights = new int[mantissas.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < inputs * area; i++) {
                weights[i * channels + c] = mantissas[c * inputs * area + i];
            }
        }
        boolean whole = inputs == source.shape().elements(); // of a linear layer, or of a map of one pixel
        int[] elements = source.elements();
        rows = new int[elements.length];
        ys = new int[elements.length];
        xs = new int[elements.length];
        int pixels = source.shape().elements() / source.shape().channels();
        int width = source.shape().isMap() ? source.shape().width() : 1;
        for (int i = 0; i < elements.length; i++) {
            int channel = whole ? elements[i] : elements[i] / pixels;
            rows[i] = elements[i] < 0 ? -1 : channel * area * channels;
            int pixel = whole || elements[i] < 0 ? 0 : elements[i] % pixels;
            ys[i] = pixel / width;
            xs[i] = pixel % width;
        }
        degrees = degrees();
    }

    private int[] degrees() {
        int[] perRow = new int[weights.length / channels];
        for (int i = 0; i < weights.length; i++) {
            perRow[i / channels] += weights[i] == 0 ? 0 : 1;
        }
        int[] found = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; rows[i] >= 0 && k < kernel * kernel; k++) {
                boolean reaches =
                        along(ys[i], k / kernel, out.height()) >= 0 && along(xs[i], k % kernel, out.width()) >= 0;
                found[i] += reaches ? perRow[rows[i] / channels + k] : 0;
            }
        }
        return found;
    }

    /// Target row or column that a source reaches by a row or column of the kernel, or −1.
    private int along(int from, int offset, int size) {
        int position = from + padding - offset;
        return position >= 0 && position % stride == 0 && position / stride < size ? position / stride : -1;
    }

    /// Adds the weights of all spikes.
    ///
    /// @param fired numbers of the source neurons
    /// @param input of the target neurons, in states
    /// @return synaptic operations
    long deliver(int[] fired, int count, int[] input) {
        long operations = 0;
        for (int spike = 0; spike < count; spike++) {
            int source = fired[spike];
            if (rows[source] >= 0) {
                deliver(rows[source], ys[source], xs[source], input);
                operations += degrees[source];
            }
        }
        if (shift > 0) {
            for (int i = 0; i < input.length; i++) {
                input[i] <<= shift;
            }
        }
        return operations;
    }

    private void deliver(int row, int y, int x, int[] input) {
        for (int ky = 0; ky < kernel; ky++) {
            int oy = along(y, ky, out.height());
            for (int kx = 0; oy >= 0 && kx < kernel; kx++) {
                int ox = along(x, kx, out.width());
                if (ox >= 0) {
                    add(row + (ky * kernel + kx) * channels, (oy * out.width() + ox) * channels, input);
                }
            }
        }
    }

    private void add(int from, int to, int[] input) {
        for (int c = 0; c < channels; c++) {
            input[to + c] += weights[from + c];
        }
    }

    /// Neurons that spikes come from, and the places of their spikes in the input of a layer.
    ///
    /// @param population number of the population, in order
    /// @param shape of the layer's input
    /// @param places of each neuron's spike in the row-major order of that shape, or −1 where pooling drops it
    /// @param area of the pooling windows between, 1 without
    record Source(int population, Shape shape, List<Integer> places, int area) {
        int[] elements() {
            return places.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
