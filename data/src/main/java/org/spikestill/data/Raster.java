package org.spikestill.data;

/// A square image that strokes are drawn on. Owned by one thread.
final class Raster {
    private final int size;
    private final float[] ink;

    Raster(int size) {
        this.size = size;
        this.ink = new float[size * size];
    }

    /// Share of a pixel that is covered, in [0, 1].
    ///
    /// @param pixel row · size + column
    float ink(int pixel) {
        return ink[pixel];
    }

    /// Draws a line through x, y, x, y … in pixels; overlapping lines do not get darker.
    ///
    /// ```
    /// ink = clamp(½ + (radius − distance to the line) / softness, 0, 1)
    /// ```
    ///
    /// @param radius half the width of the pen, in pixels
    /// @param softness width of the blurred edge, in pixels
    void draw(float[] line, float radius, float softness) {
        for (int i = 0; i + 3 < line.length; i += 2) {
            piece(line[i], line[i + 1], line[i + 2], line[i + 3], radius, softness);
        }
    }

    private void piece(float x0, float y0, float x1, float y1, float radius, float softness) {
        float reach = radius + softness / 2;
        int top = bounded(Math.min(y0, y1) - reach);
        int bottom = bounded(Math.max(y0, y1) + reach);
        int left = bounded(Math.min(x0, x1) - reach);
        int right = bounded(Math.max(x0, x1) + reach);
        float dx = x1 - x0;
        float dy = y1 - y0;
        float squared = Math.max(dx * dx + dy * dy, Float.MIN_NORMAL);
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                float x = column + 0.5f - x0; // a pixel is where its centre is
                float y = row + 0.5f - y0;
                float along = Math.clamp((x * dx + y * dy) / squared, 0f, 1f);
                float awayX = x - along * dx;
                float awayY = y - along * dy;
                float distance = (float) Math.sqrt(awayX * awayX + awayY * awayY);
                float cover = Math.clamp(0.5f + (radius - distance) / softness, 0f, 1f);
                int pixel = row * size + column;
                ink[pixel] = Math.max(ink[pixel], cover);
            }
        }
    }

    private int bounded(float edge) {
        return Math.clamp(Math.round(edge), 0, size);
    }
}
