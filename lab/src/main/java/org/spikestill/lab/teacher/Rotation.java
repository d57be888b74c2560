package org.spikestill.lab.teacher;

import org.spikestill.model.Shape;

/// A square image turned counter-clockwise about its centre.
///
/// ```
/// S = side − 1
/// 90°     y[i, j] = x[j, S − i]
/// 180°    y[i, j] = x[S − i, S − j]
/// 270°    y[i, j] = x[S − j, i]
/// ```
public enum Rotation {
    QUARTER,
    HALF,
    THREE_QUARTERS;

    /// @param images planar values, `[N, C, H, W]`; may be longer
    /// @param sample `[C, H, W]` with H = W
    public float[] of(float[] images, Shape sample, int samples) {
        int side = sample.height();
        int last = side - 1;
        int start = switch (this) {
            case QUARTER -> last;
            case HALF -> side * side - 1;
            case THREE_QUARTERS -> last * side;
        };
        int down = switch (this) {
            case QUARTER -> -1;
            case HALF -> -side;
            case THREE_QUARTERS -> 1;
        };
        int right = switch (this) {
            case QUARTER -> side;
            case HALF -> -1;
            case THREE_QUARTERS -> -side;
        };
        float[] rotated = new float[samples * sample.elements()];
        int at = 0;
        for (int plane = 0; plane < rotated.length; plane += side * side) {
            for (int i = 0; i < side; i++) {
                for (int j = 0; j < side; j++) {
                    rotated[at++] = images[plane + start + i * down + j * right];
                }
            }
        }
        return rotated;
    }
}
