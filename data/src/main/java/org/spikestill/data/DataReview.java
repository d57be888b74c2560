package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Block;

/// The condition of data: counts, sizes, duplicates and damage, for a person to judge before training.
///
/// @param data the reviewed data set
/// @param parts training, validation and test samples, those that there are
/// @param sizes samples by size
/// @param modes pictures by format and mode; empty where there are no pictures
/// @param turned pictures that EXIF has turned upright
/// @param duplicates samples of equal content
/// @param broken a line on each picture that cannot be used
/// @param exemplars the first of each class
public record DataReview(
        String data,
        List<Part> parts,
        Map<String, Long> sizes,
        Map<String, Long> modes,
        long turned,
        Duplicates duplicates,
        List<String> broken,
        List<Exemplar> exemplars) {
    /// Exemplars of a class.
    static final int SHOWN = 8;

    /// Classes with exemplars.
    static final int SHOWN_CLASSES = 100;

    /// Edge of an exemplar in pixels.
    static final int EDGE = 64;

    /// A part of the data.
    ///
    /// @param name train, val or test
    /// @param counts samples by class, in the order of the labels; one entry without a name where there are no classes
    public record Part(String name, Map<String, Long> counts) {
        public long samples() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Samples of the largest class for one of the smallest.
        public double imbalance() {
            long most =
                    counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
            long least =
                    counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
            return (double) most / least;
        }
    }

    /// Samples of equal content, by SHA-256 of files or of values.
    ///
    /// @param acrossParts groups that lie in more than one part, which makes a test too easy
    /// @param named the first of these groups
    /// @param withinParts samples that repeat another one of their part
    public record Duplicates(long acrossParts, List<List<String>> named, long withinParts) {
        public Duplicates {
            named = List.copyOf(named);
        }
    }

    /// A sample to show.
    ///
    /// @param pixels `[C, H, W]`
    public record Exemplar(String label, String name, Block pixels) {}

    public DataReview {
        parts = List.copyOf(parts);
        broken = List.copyOf(broken);
        exemplars = List.copyOf(exemplars);
    }

    /// Looks at every sample of a source; pictures that cannot be used are listed, and are no reason to stop.
    public static DataReview of(DataSource source, Optional<Path> dataDir) throws IOException {
        String name = DataSource.catalog().spec(source);
        return switch (source) {
            case ImageFolder folder -> PictureReview.of(name, folder.pictures(dataDir), folder.test(), folder.seed());
            case PictureTable table -> PictureReview.of(name, table.pictures(dataDir), table.test(), table.seed());
            default -> SampleReview.of(name, source.open(dataDir));
        };
    }

    /// Whether nothing was found that spoils a measurement: no broken picture, and no sample in two parts.
    public boolean isClean() {
        return broken.isEmpty() && duplicates.acrossParts() == 0;
    }
}
