package org.spikestill.export.c;

import org.spikestill.model.Shape;

/// A signal of the C program: a static array, maps channels-last.
///
/// @param node of the C program
/// @param shape of the map that the array's order comes from, kept through flattening
/// @param spikes whether values are 0 or 1, in bytes
/// @param constant over the time steps of a sample
/// @param array its name in C
public record CSignal(String node, Shape shape, boolean spikes, boolean constant, String array) {
    int elements() {
        return shape.elements();
    }

    int pixels() {
        return shape.elements() / shape.channels();
    }

    /// Position in channel-major order of an element in channels-last order.
    int planar(int element) {
        return element % shape.channels() * pixels() + element / shape.channels();
    }
}
