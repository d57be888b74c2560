package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.spikestill.model.InvalidFile;

/// The headers of all pictures of a data set, read on all processors. Nothing is decoded; every picture that cannot be used is
/// named.
///
/// @param counts pictures by size
record PictureScan(Map<FittedPicture.Size, Long> counts) {
    /// Files that a refusal names; the rest is counted.
    private static final int NAMED = 20;

    /// Edge up to which pictures of one size stay as they are.
    private static final int MAX_KEPT = 256;

    /// Edge of the samples of pictures that differ in size, or are larger than [#MAX_KEPT].
    private static final int USUAL = 64;

    /// @param root of the data, for the refusal
    /// @throws InvalidFile naming the pictures that cannot be used
    static PictureScan of(Path root, Collection<Path> files) {
        ConcurrentLinkedQueue<InvalidFile> refused = new ConcurrentLinkedQueue<>();
        Map<FittedPicture.Size, Long> counts = files.parallelStream()
                .flatMap(file -> size(file, refused).stream())
                .collect(Collectors.groupingByConcurrent(size -> size, Collectors.counting()));
        if (!refused.isEmpty()) {
            throw new InvalidFile(root, message(refused, files.size()));
        }
        Map<FittedPicture.Size, Long> sorted = new TreeMap<>(
                Comparator.comparingInt(FittedPicture.Size::width).thenComparingInt(FittedPicture.Size::height));
        sorted.putAll(counts);
        return new PictureScan(sorted);
    }

    private static List<FittedPicture.Size> size(Path file, Collection<InvalidFile> refused) {
        try {
            return List.of(Images.size(file));
        } catch (InvalidFile e) {
            refused.add(e);
        } catch (IOException e) {
            refused.add(InvalidFile.unreadable(file, e));
        }
        return List.of();
    }

    private static String message(Collection<InvalidFile> refused, int of) {
        String named = refused.stream()
                .map(Throwable::getMessage)
                .sorted()
                .limit(NAMED)
                .collect(Collectors.joining("; "));
        int more = refused.size() - NAMED;
        return refused.size() + " of " + of + " pictures cannot be used: " + named
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /// Whether all pictures have one size that a network may take as it is.
    private boolean stays() {
        FittedPicture.Size first = counts.keySet().iterator().next();
        return counts.size() == 1 && Math.max(first.width(), first.height()) <= MAX_KEPT;
    }

    /// The size of the samples where no setting names one.
    FittedPicture.Size usual() {
        return stays() ? counts.keySet().iterator().next() : new FittedPicture.Size(USUAL, USUAL);
    }

    /// A line for people on what happens to the pictures; empty if nothing does.
    List<String> notes(FittedPicture.Size frame, Fit fit) {
        if (counts.size() == 1 && counts.containsKey(frame)) {
            return List.of();
        }
        List<FittedPicture.Size> sizes = List.copyOf(counts.keySet());
        String found = sizes.size() == 1
                ? "pictures of " + sizes.getFirst()
                : "pictures of " + sizes.size() + " sizes, " + sizes.getFirst() + " to " + sizes.getLast() + ",";
        return List.of(
                found + " become " + frame + " by fit=" + fit + "; size=N and fit=crop|pad|stretch choose otherwise");
    }
}
