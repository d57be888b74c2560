package org.spikestill.studies.multigrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Images;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.Picture;

/// A picture as a function from coordinates in [0, 1)² to red, green and blue: every second pixel of every second row is
/// learnt, all are predicted (Fang and Xu, NeurIPS 2024). Larger pictures are averaged over rectangles first.
///
/// @param file of the picture
/// @param size edge of the square it is scaled to, 16 to 512
@Name("image")
public record PictureProblem(Path file, int size) implements Problem {
    private static final int LARGEST = 8192;

    public PictureProblem {
        Check.within("size", size, 16, 512);
    }

    public PictureProblem() {
        this(Path.of("picture.png"), 128);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) throws IOException {
        Shape shape = Images.shape(file, 3, LARGEST);
        float[] pixels = scaled(Images.read(file, shape), shape);
        int half = size / 2;
        int[] train = new int[half * half];
        int[] validation = new int[half * half];
        for (int i = 0; i < train.length; i++) {
            train[i] = 2 * (i / half) * size + 2 * (i % half);
            validation[i] = train[i] + size + 1;
        }
        Points all = points(pixels);
        return new Posed(all.select(train), all.select(validation), all, false, Optional.empty(), half, size);
    }

    private Points points(float[] pixels) {
        return new Points(2, 3, coordinates(size), pixels);
    }

    /// Rows and columns of the pixels of a square, row by row, `[size², 2]`.
    static float[] coordinates(int size) {
        float[] x = new float[2 * size * size];
        for (int i = 0; i < size * size; i++) {
            x[2 * i] = (float) (i / size) / size;
            x[2 * i + 1] = (float) (i % size) / size;
        }
        return x;
    }

    /// @param pixels `[points, 3]`, row by row
    static Picture drawn(float[] pixels, int width) {
        return Picture.of(pixels.length / 3 / width, width, (row, column) -> {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | Math.round(255 * Math.clamp(pixels[3 * (row * width + column) + c], 0f, 1f));
            }
            return rgb;
        });
    }

    /// @param planar `[3, H, W]`
    /// @return `[size², 3]`, means over rectangles of equal share
    private float[] scaled(float[] planar, Shape shape) {
        float[] scaled = new float[3 * size * size];
        for (int i = 0; i < size * size; i++) {
            int top = i / size * shape.height() / size;
            int bottom = Math.max(top + 1, (i / size + 1) * shape.height() / size);
            int left = i % size * shape.width() / size;
            int right = Math.max(left + 1, (i % size + 1) * shape.width() / size);
            for (int c = 0; c < 3; c++) {
                double sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        sum += planar[(c * shape.height() + row) * shape.width() + column];
                    }
                }
                scaled[3 * i + c] = (float) (sum / ((bottom - top) * (right - left)));
            }
        }
        return scaled;
    }
}
