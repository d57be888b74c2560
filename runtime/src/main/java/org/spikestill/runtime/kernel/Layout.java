package org.spikestill.runtime.kernel;

import org.spikestill.model.Shape;

/// Order of a signal's elements inside the engine: channels-last, so that an event touches a contiguous run.
///
/// ```
/// element = pixel·channels + channel      here
/// planar  = channel·pixels + pixel        in samples and weights
/// ```
///
/// A vector is one pixel with many channels. Flattening a map keeps its layout; the weights that follow are permuted.
///
/// @param channels ≥ 1
/// @param pixels height · width, ≥ 1
public record Layout(int channels, int pixels) {
    public static Layout of(Shape shape) {
        return new Layout(shape.channels(), shape.elements() / shape.channels());
    }

    public int elements() {
        return channels * pixels;
    }

    /// Whether both orders are the same.
    public boolean isPlanar() {
        return channels == 1 || pixels == 1;
    }

    /// Whether elements of both signals with the same number are the same element.
    public boolean agrees(Layout other) {
        return equals(other) || isPlanar() && other.isPlanar();
    }

    /// Position of an element in channel-major order.
    public int planar(int element) {
        return element % channels * pixels + element / channels;
    }

    /// `[C, H, W]` values in the engine's order, in a buffer of [Kernels#capacity].
    public float[] fromPlanar(float[] values) {
        float[] ordered = new float[Kernels.capacity(elements())];
        for (int element = 0; element < elements(); element++) {
            ordered[element] = values[planar(element)];
        }
        return ordered;
    }

    /// The inverse of [#fromPlanar], in an array of its own.
    public float[] toPlanar(float[] ordered) {
        float[] values = new float[elements()];
        for (int element = 0; element < values.length; element++) {
            values[planar(element)] = ordered[element];
        }
        return values;
    }
}
