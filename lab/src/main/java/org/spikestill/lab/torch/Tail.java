package org.spikestill.lab.torch;

import java.util.List;

/// The layers after a population or a clip that its kernel takes on: average pooling, then dropout, or either.
///
/// @param pool size of the pooling windows, 1 without pooling
/// @param dropout probability of a 0, 0 without dropout
/// @param dropoutKey of the mask
/// @param nodes names of the layers taken on
record Tail(int pool, float dropout, long dropoutKey, List<String> nodes) {
    static final Tail NONE = new Tail(1, 0, 0, List.of());

    /// The dropout's factors of outputs `[N, …]`, or null without dropout.
    Tensor mask(Tensor outputs) {
        return dropout == 0 ? null : Functions.dropoutMask(outputs, dropout, dropoutKey);
    }
}
