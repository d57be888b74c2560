package org.spikestill.runtime.device;

import java.util.Arrays;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// Geometry of a convolution by source pixel: the target pixels that a spike reaches, and by which element of the kernel. Arrays are owned by
/// the reader.
///
/// @param first entry of each source pixel, and the number of entries
/// @param kernel element of each entry, row-major
/// @param targets pixel of each entry, row-major
record Reach(int[] first, int[] kernel, int[] targets) {
    /// From one pixel to one.
    static final Reach ONE = new Reach(new int[] {0, 1}, new int[1], new int[1]);

    static Reach of(Shape in, Layer.Conv2d conv, Shape out) {
        int pixels = in.height() * in.width();
        int area = conv.kernel() * conv.kernel();
        int[] first = new int[pixels + 1];
        int[] kernel = new int[pixels * area];
        int[] targets = new int[pixels * area];
        int count = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int k = 0; k < area; k++) {
                int y = along(conv, pixel / in.width(), k / conv.kernel(), out.height());
                int x = along(conv, pixel % in.width(), k % conv.kernel(), out.width());
                if (y >= 0 && x >= 0) {
                    kernel[count] = k;
                    targets[count++] = y * out.width() + x;
                }
            }
            first[pixel + 1] = count;
        }
        return new Reach(first, Arrays.copyOf(kernel, count), Arrays.copyOf(targets, count));
    }

    /// Target row or column that a source reaches by a row or column of the kernel, or −1.
    private static int along(Layer.Conv2d conv, int from, int offset, int size) {
        int position = from + conv.padding() - offset;
        return position >= 0 && position % conv.stride() == 0 && position / conv.stride() < size
                ? position / conv.stride()
                : -1;
    }
}
