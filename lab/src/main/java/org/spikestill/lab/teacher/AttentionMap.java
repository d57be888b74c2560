package org.spikestill.lab.teacher;

import org.spikestill.lab.torch.Tensor;

/// An attention map: the places of an image at which a layer is active (Zagoruyko and Komodakis, ICLR 2017; LaSNN eqs 5 and
/// 6).
///
/// ```
/// F(A) = 1/C · Σ_c A_c²
/// ```
///
/// The paper's further factor 1/(H·W) cancels wherever maps are normalised.
public final class AttentionMap {
    private AttentionMap() {}

    /// @param activations `[N, C, H, W]`
    /// @return `[N, H, W]`
    public static Tensor of(Tensor activations) {
        return activations.square().mean(1);
    }
}
