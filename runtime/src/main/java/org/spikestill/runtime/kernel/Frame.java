package org.spikestill.runtime.kernel;

import java.util.Arrays;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// A convolution's input map with the padding written out as zeros, for working on every element of it. Rows of a
/// window are then contiguous, and no window is cut off.
public final class Frame {
    /// Output pixels that a dense kernel works on at a time; narrower maps are left to the gather.
    static final int BLOCK = 4;

    private final int width;
    private final int channels;
    private final int elements;
    private final int kernel;
    private final int stride;
    private final Shape out;
    private final int[] pixels; // of the frame, by pixel of the map

    public Frame(Layer.Conv2d conv, Shape in, Shape out) {
        int padding = conv.padding();
        width = in.width() + 2 * padding;
        channels = in.channels();
        elements = (in.height() + 2 * padding) * width * channels;
        kernel = conv.kernel();
        stride = conv.stride();
        this.out = out;
        pixels = new int[in.height() * in.width()];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            pixels[pixel] = (pixel / in.width() + padding) * width + pixel % in.width() + padding;
        }
    }

    /// Whether dense kernels take this map.
    public boolean isWideEnough() {
        return out.width() >= BLOCK;
    }

    public int elements() {
        return elements;
    }

    /// Writes the values of events between zeros.
    ///
    /// @param values one per element of the frame
    public void fill(Events events, float[] values) {
        Arrays.fill(values, 0, elements, 0);
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            int shift = (pixels[pixel] - pixel) * channels;
            for (int event = events.starts()[pixel]; event < events.starts()[pixel + 1]; event++) {
                values[events.elements()[event] + shift] = events.values()[event];
            }
        }
    }

    int channels() {
        return channels;
    }

    /// Height of the output map.
    int outHeight() {
        return out.height();
    }

    int outWidth() {
        return out.width();
    }

    /// Rows of a window.
    int kernel() {
        return kernel;
    }

    /// Elements of one row of a window, which are contiguous.
    int span() {
        return kernel * channels;
    }

    /// First element of a pixel of the map.
    int first(int pixel) {
        return pixels[pixel] * channels;
    }

    /// First element of row `ky` of the window of an output pixel.
    int first(int y, int x, int ky) {
        return ((y * stride + ky) * width + x * stride) * channels;
    }

    /// Elements from a window to the next one.
    int step() {
        return stride * channels;
    }
}
