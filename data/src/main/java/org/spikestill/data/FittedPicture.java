package org.spikestill.data;

/// A picture that is brought to another size row by row: no copy of the whole in floats is made.
///
/// @param inner height and width that the picture itself takes in the frame
/// @param rows the vertical weights
/// @param columns the horizontal weights
record FittedPicture(Size inner, Resampling rows, Resampling columns) {
    /// @param height in pixels
    /// @param width in pixels
    record Size(int height, int width) {
        Size swapped() {
            return new Size(width, height);
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /// Pixels of rows of a picture.
    interface Source {
        /// @param into `[C, W]`
        void row(int row, float[] into);
    }

    static FittedPicture of(Size picture, Size frame, Fit fit) {
        double across = (double) frame.width / picture.width;
        double down = (double) frame.height / picture.height;
        return switch (fit) {
            case STRETCH -> of(picture, frame, 0, 0);
            case CROP -> {
                double scale = Math.max(across, down);
                yield of(
                        picture,
                        frame,
                        (picture.height - frame.height / scale) / 2,
                        (picture.width - frame.width / scale) / 2);
            }
            case PAD -> {
                double scale = Math.min(across, down);
                int height = Math.clamp(Math.round(picture.height * scale), 1, frame.height);
                int width = Math.clamp(Math.round(picture.width * scale), 1, frame.width);
                yield of(picture, new Size(height, width), 0, 0);
            }
        };
    }

    private static FittedPicture of(Size picture, Size inner, double top, double left) {
        return new FittedPicture(
                inner,
                Resampling.of(picture.height, top, picture.height - top, inner.height),
                Resampling.of(picture.width, left, picture.width - left, inner.width));
    }

    /// Reads each row of the source at most twice, in order.
    ///
    /// @return `[C, H, W]` of the frame
    float[] read(Source source, int channels, int sourceWidth, Size frame) {
        float[] result = new float[channels * frame.height * frame.width];
        int top = (frame.height - inner.height) / 2;
        int left = (frame.width - inner.width) / 2;
        float[] line = new float[channels * sourceWidth];
        float[] scaled = new float[channels * inner.width];
        for (int row = 0; row < inner.height; row++) {
            float[] sum = new float[channels * inner.width];
            for (int j = 0; j < rows.count(row); j++) {
                source.row(rows.start(row) + j, line);
                scale(line, channels, sourceWidth, scaled);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += rows.weight(row, j) * scaled[i];
                }
            }
            for (int channel = 0; channel < channels; channel++) {
                int into = (channel * frame.height + top + row) * frame.width + left;
                System.arraycopy(sum, channel * inner.width, result, into, inner.width);
            }
        }
        return clamped(result);
    }

    private void scale(float[] line, int channels, int sourceWidth, float[] into) {
        for (int channel = 0; channel < channels; channel++) {
            for (int column = 0; column < inner.width; column++) {
                into[channel * inner.width + column] = columns.at(column, line, channel * sourceWidth);
            }
        }
    }

    /// Sums of rounded weights may pass 1 by a rounding.
    private static float[] clamped(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(values[i], 0f, 1f);
        }
        return values;
    }
}
