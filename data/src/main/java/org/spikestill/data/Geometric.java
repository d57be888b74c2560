package org.spikestill.data;

import org.spikestill.model.Shape;

/// An augmentation that moves pixels. A vector, a row or a column stays as it is: without neighbours above and beside, a shift would
/// scale or empty it.
interface Geometric extends Augmentation {
    /// Writes the changed image.
    ///
    /// @param shape of an image, see [Shape#isImage]
    /// @see Augmentation#apply
    void move(float[] sample, Shape shape, long key, float[] out);

    @Override
    default void apply(float[] sample, Shape shape, long key, float[] out) {
        if (shape.isImage()) {
            move(sample, shape, key, out);
        } else {
            System.arraycopy(sample, 0, out, 0, sample.length);
        }
    }
}
