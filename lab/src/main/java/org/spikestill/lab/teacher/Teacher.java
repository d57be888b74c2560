package org.spikestill.lab.teacher;

import org.spikestill.data.Batch;

/// A model whose outputs another network learns to reproduce.
///
/// An ensemble is one too: its targets are the means of those of its members.
public interface Teacher extends AutoCloseable {
    /// Identifies the teacher's outputs: equal digests give equal targets. Part of the key of stored targets.
    String digest();

    /// Outputs that can be read of it.
    Taps taps();

    /// Computes targets for a batch.
    ///
    /// @param keys of the encoder's draws, one per sample
    /// @param wanted parts, each of which [#taps] offers
    /// @return without gradients; tensors live in the caller's scope
    Targets targets(Batch batch, long[] keys, TargetSpec wanted);

    /// Frees native memory.
    @Override
    void close();
}
