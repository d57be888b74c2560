package org.spikestill.data;

import org.spikestill.model.Shape;
import org.spikestill.model.settings.Catalog;

/// Random changes of a training sample that leave its class alone.
public interface Augmentation {
    static Catalog<Augmentation> catalog() {
        return Augmentations.CATALOG;
    }

    /// Writes the changed sample. Equal samples and keys give equal values, whatever was changed before.
    ///
    /// @param sample raw values in [0, 1], planar; left as it is
    /// @param shape of the sample, a map `[C, H, W]` unless every shape will do
    /// @param key decides every draw
    /// @param out as long as the sample, another array
    void apply(float[] sample, Shape shape, long key, float[] out);
}
