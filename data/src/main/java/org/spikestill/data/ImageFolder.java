package org.spikestill.data;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Any pictures, PNG, JPEG, WebP, BMP or GIF, in one folder per class: `FOLDER/CLASS/PICTURE`, or the same below `train`, `val`
/// and `test`. Classes are numbered in the order of their names. Pictures are turned upright, brought to one size and decoded
/// as they are read.
///
/// A picture of a folder that is not divided belongs to the test set if a hash of its class, its name and the seed falls into
/// that share: adding or removing others moves none.
///
/// @param folder with the classes, within the data directory or absolute
/// @param channels 1 for grey, 3 for colour; pictures of the other kind are converted
/// @param test share of the test set, in [0.01, 0.9], of a folder that is not divided
/// @param seed of the division into parts; a property of the data, not of a run
/// @param labels origin of the classes
/// @param size edge of the samples in pixels; by default that of the pictures if all agree and have at most 256, otherwise 64
/// @param fit way to that size: crop, pad or stretch
public record ImageFolder(
        String folder, int channels, float test, long seed, FolderLabels labels, Optional<Integer> size, Fit fit)
        implements DataSource {
    /// Origin of the labels of pictures in folders.
    public enum FolderLabels {
        /// the folder of a picture is its class
        FOLDERS,
        /// pictures have no class, and may lie in the folder itself
        NONE
    }

    public ImageFolder {
        var _ = new PictureSet.Frame(channels, size, fit);
        within("test", test, 0.01f, 0.9f);
    }

    public ImageFolder() {
        this("images", 3, 0.2f, 1);
    }

    /// Folders for classes, pictures at their usual size.
    public ImageFolder(String folder, int channels, float test, long seed) {
        this(folder, channels, test, seed, FolderLabels.FOLDERS, Optional.empty(), Fit.CROP);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        PictureSet.Frame frame = new PictureSet.Frame(channels, size, fit);
        PictureSet pictures = pictures(dataDir);
        return switch (labels) {
            case FOLDERS -> pictures.open(frame, test, seed);
            case NONE -> pictures.unlabelled(frame, test, seed);
        };
    }

    /// The pictures, found but not opened.
    PictureSet pictures(Optional<Path> dataDir) throws IOException {
        Path root = DataFolder.place(dataDir, folder);
        return new PictureSet(
                root,
                switch (labels) {
                    case FOLDERS -> PictureLayout.of(root);
                    case NONE -> PictureLayout.flat(root);
                });
    }
}
