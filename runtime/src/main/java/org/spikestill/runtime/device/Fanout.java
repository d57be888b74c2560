package org.spikestill.runtime.device;

import java.util.List;
import java.util.stream.IntStream;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.runtime.kernel.DeviceKernels;

/// The synapses of a layer by source neuron: each spike adds a row of weights to the inputs it reaches. Sources and targets
/// are in row-major order of [H, W, C], so that the channels of a pixel are neighbours and one row is one run.
///
/// ```
/// input[(oy·W + ox)·C + c] += weight[channel][ky][kx][c]      oy = (y + padding − ky) / stride, where whole
/// ```
///
/// Spikes of one pixel reach the same targets, and are added together, so that a target is read and written once for all of them.
final class Fanout {
    private static final DeviceKernels KERNELS = DeviceKernels.best();

    private final int[] weights; // [source channel][ky][kx][target channel], in states
    private final int[] rows; // of each source neuron, in `weights`
    private final int[] pixels; // of each source neuron, or −1 where pooling drops it
    private final int[] degrees; // synapses other than 0 of each source neuron
    private final int[] first; // of each pixel, in the two below
    private final int[] offsets; // from the row of a source, by element of the kernel
    private final int[] targets; // the first of the pixel that it reaches
    private final int channels;

    /// @param source of the spikes, after the pooling between
    /// @param mantissas `[outputs, inputs, kernel, kernel]`
    /// @param shift from mantissas to states, bits
    Fanout(Source source, Layer.Conv2d conv, Shape out, int[] mantissas, int shift) {
        this(source, source.shape().channels(), Reach.of(source.shape(), conv, out), out.channels(), shift, mantissas);
    }

    /// A linear layer: one window over everything.
    ///
    /// @param mantissas `[outputs, inputs]`
    Fanout(Source source, Layer.Linear linear, int[] mantissas, int shift) {
        this(source, source.shape().elements(), Reach.ONE, linear.outputs(), shift, mantissas);
    }

    private Fanout(Source source, int inputs, Reach reach, int channels, int shift, int[] mantissas) {
        this.channels = channels;
        int area = mantissas.length / channels / inputs;
        weights = new int[mantissas.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < inputs * area; i++) {
                weights[i * channels + c] = mantissas[c * inputs * area + i] << shift;
            }
        }
        first = reach.first();
        targets = IntStream.of(reach.targets()).map(each -> each * channels).toArray();
        offsets = IntStream.of(reach.kernel()).map(each -> each * channels).toArray();
        int[] elements = source.elements();
        int maps = source.shape().elements() / inputs; // pixels of a map; 1 for a linear layer
        rows = new int[elements.length];
        pixels = new int[elements.length];
        for (int i = 0; i < elements.length; i++) {
            pixels[i] = elements[i] < 0 ? -1 : elements[i] % maps;
            rows[i] = elements[i] < 0 ? 0 : elements[i] / maps * area * channels;
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
            for (int k = pixels[i] < 0 ? 0 : first[pixels[i]]; pixels[i] >= 0 && k < first[pixels[i] + 1]; k++) {
                found[i] += perRow[(rows[i] + offsets[k]) / channels];
            }
        }
        return found;
    }

    /// A copy of all weights, in states.
    int[] weights() {
        return weights.clone();
    }

    /// Adds the weights of all spikes.
    ///
    /// @param fired numbers of the source neurons, ascending
    /// @param input of the target neurons, in states
    /// @return synaptic operations
    long deliver(int[] fired, int count, int[] input) {
        long operations = 0;
        for (int from = 0; from < count; ) {
            int pixel = pixels[fired[from]];
            int to = from;
            for (; to < count && pixels[fired[to]] == pixel; to++) {
                operations += degrees[fired[to]];
            }
            for (int k = pixel < 0 ? 0 : first[pixel]; pixel >= 0 && k < first[pixel + 1]; k++) {
                KERNELS.add(weights, rows, fired, from, to, offsets[k], input, targets[k], channels);
            }
            from = to;
        }
        return operations;
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
