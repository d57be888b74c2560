package org.spikestill.runtime.kernel;

import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// The receptive fields of a layer's outputs. Each window is a few spans of neighbouring input pixels; an element of a span
/// has the synapse row `element − shift`.
///
/// ```
/// row of (ky, kx, channel) = (ky·kernel + kx)·channels + channel
/// ```
///
/// Since elements are channels-last, one row of a convolution's kernel is one span, and its shift is the same for all
/// its events. A linear layer is a single window over everything.
public final class Windows {
    private final int count;
    private final int spans;
    private final int width;
    private final int[] firstPixels;
    private final int[] endPixels;
    private final int[] shifts;

    private Windows(int count, int spans, int width) {
        this.count = count;
        this.spans = spans;
        this.width = width;
        firstPixels = new int[count * spans];
        endPixels = new int[count * spans];
        shifts = new int[count * spans];
    }

    /// One window over a whole signal, one span per pixel.
    public static Windows whole(Layout input) {
        Windows windows = new Windows(1, input.pixels(), 1);
        for (int pixel = 0; pixel < input.pixels(); pixel++) {
            windows.firstPixels[pixel] = pixel;
            windows.endPixels[pixel] = pixel + 1;
        }
        return windows;
    }

    /// One window per output pixel; what lies in the padding is cut off.
    public static Windows of(Layer.Conv2d conv, Shape in, Shape out) {
        int kernel = conv.kernel();
        Windows windows = new Windows(out.height() * out.width(), kernel, in.width());
        int span = 0;
        for (int y = 0; y < out.height(); y++) {
            for (int x = 0; x < out.width(); x++) {
                int left = x * conv.stride() - conv.padding();
                for (int ky = 0; ky < kernel; ky++, span++) {
                    int row = y * conv.stride() - conv.padding() + ky;
                    if (row >= 0 && row < in.height()) {
                        windows.firstPixels[span] = row * in.width() + Math.max(left, 0);
                        windows.endPixels[span] = row * in.width() + Math.min(left + kernel, in.width());
                        windows.shifts[span] = (row * in.width() + left - ky * kernel) * in.channels();
                    }
                }
            }
        }
        return windows;
    }

    /// Number of windows, one per output pixel.
    public int count() {
        return count;
    }

    /// Spans per window; span s of window w has number `w·spans + s`.
    public int spans() {
        return spans;
    }

    /// Pixels in a row of the input map; 1 where spans are single pixels.
    int width() {
        return width;
    }

    /// First pixel of each span.
    public int[] firstPixels() {
        return firstPixels;
    }

    /// Pixel after the last of each span; equal to the first where a span lies in the padding.
    public int[] endPixels() {
        return endPixels;
    }

    public int[] shifts() {
        return shifts;
    }
}
