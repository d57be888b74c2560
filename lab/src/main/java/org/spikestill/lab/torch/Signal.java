package org.spikestill.lab.torch;

import org.spikestill.model.Network;
import org.spikestill.model.settings.Seed;

/// Values on one edge of a network: one frame per tick and sample `[T·N, …]`, tick outermost, or, where every tick
/// carries the same, one frame per sample `[N, …]`.
record Signal(Tensor data, boolean constant) {
    /// Scales and encodes a planar batch of raw values in [0, 1].
    static Signal encode(Network network, float[] raw, int samples, long[] keys) {
        int size = network.input().elements();
        float[] sample = new float[size];
        int frames = network.encoder().constant() ? 1 : network.ticks();
        float[] frame = new float[network.frame().elements()];
        float[] encoded = new float[Math.multiplyExact(frames * samples, frame.length)];
        for (int n = 0; n < samples; n++) {
            System.arraycopy(raw, n * size, sample, 0, size);
            network.scaling().apply(sample, network.input());
            for (int t = 0; t < frames; t++) {
                network.encoder().encode(sample, t, network.ticks(), keys[n], frame);
                System.arraycopy(frame, 0, encoded, (t * samples + n) * frame.length, frame.length);
            }
        }
        return new Signal(tensor(network, encoded, frames * samples), frames == 1);
    }

    private static Tensor tensor(Network network, float[] values, int frames) {
        var in = network.frame();
        return in.isMap()
                ? StorageOrder.channelsLast(values, frames, in.channels(), in.height(), in.width())
                : Tensor.of(values, frames, in.elements());
    }

    /// The key under which a sample's encoder draws, in training epoch by epoch, in evaluation always the same.
    static long key(Seed seed, int index) {
        return seed.at(index);
    }

    Signal with(Tensor value) {
        return new Signal(value, constant);
    }

    Signal as(Precision precision) {
        return with(data.as(precision));
    }

    /// One frame per tick, repeated if it was constant.
    Tensor frames(int ticks) {
        return constant ? StorageOrder.repeated(data, ticks) : data;
    }
}
