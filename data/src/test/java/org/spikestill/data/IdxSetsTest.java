package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;

class IdxSetsTest {
    @TempDir
    private Path folder;

    private Path write(String set, int rows, int columns) throws IOException {
        Path images = folder.resolve(set + "-images-idx3-ubyte");
        byte[] header = ByteBuffer.allocate(16 + rows * columns)
                .putInt(2051)
                .putInt(1)
                .putInt(rows)
                .putInt(columns)
                .array();
        Files.write(images, header);
        Files.write(
                folder.resolve(set + "-labels-idx1-ubyte"),
                ByteBuffer.allocate(9).putInt(2049).putInt(1).array());
        return images;
    }

    /// Found by `bench/run fuzz`: both files are well-formed, but not one set.
    @Test
    void imagesOfTwoShapesAreRefusedByFile() throws IOException {
        Path train = write("train", 1, 4);
        Path test = write("t10k", 2, 2);
        assertThatThrownBy(() -> new Mnist().open(Optional.of(folder)))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(test + ": its images are [1, 2, 2], those of " + train
                        + " are [1, 1, 4]: the two files belong to different sets");
    }
}
