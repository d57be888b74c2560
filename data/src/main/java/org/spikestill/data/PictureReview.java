package org.spikestill.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// A look at pictures in files: each is decoded once, on all processors.
final class PictureReview {
    private static final Shape EXEMPLAR = Shape.of(3, DataReview.EDGE, DataReview.EDGE);

    /// Pictures looked at before the results are taken up: memory holds the looks of no more.
    private static final int PORTION = 4096;

    private final PictureSet set;
    private final float test;
    private final long seed;
    private final Map<PictureSet.Part, Map<String, Long>> counts = new EnumMap<>(PictureSet.Part.class);
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<String, Long> modes = new TreeMap<>();
    private final Contents contents = new Contents();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, List<DataReview.Exemplar>> exemplars = new HashMap<>();
    private long turned;

    private PictureReview(PictureSet set, float test, long seed) {
        this.set = set;
        this.test = test;
        this.seed = seed;
    }

    /// The look at one picture.
    ///
    /// @param seen empty where it cannot be used
    /// @param failure why not
    private record Look(PictureSet.Item item, Optional<Seen> seen, String failure) {}

    private record Seen(Images.Look picture, String digest) {}

    /// @param test share of the test set, of pictures that are not divided
    /// @param seed of that division
    static DataReview of(String name, PictureSet set, float test, long seed) {
        PictureReview review = new PictureReview(set, test, seed);
        for (int from = 0; from < set.items().size(); from += PORTION) {
            set.items().subList(from, Math.min(from + PORTION, set.items().size())).parallelStream()
                    .map(PictureReview::look)
                    .toList()
                    .forEach(review::take);
        }
        return review.result(name);
    }

    private static Look look(PictureSet.Item item) {
        try {
            Images.Look picture = Images.look(item.file());
            return new Look(item, Optional.of(new Seen(picture, PictureFiles.digest(item.file()))), "");
        } catch (InvalidFile e) {
            return new Look(item, Optional.empty(), e.getMessage());
        } catch (IOException e) {
            return new Look(item, Optional.empty(), item.file() + ": cannot be read: " + InvalidFile.reason(e));
        }
    }

    private void take(Look look) {
        if (look.seen().isEmpty()) {
            broken.add(look.failure());
            return;
        }
        PictureSet.Item item = look.item();
        Seen seen = look.seen().get();
        PictureSet.Part part = item.partOf(test, seed);
        counts.computeIfAbsent(part, _ -> new HashMap<>()).merge(item.label(), 1L, Long::sum);
        sizes.merge(seen.picture().size().toString(), 1L, Long::sum);
        modes.merge(seen.picture().mode(), 1L, Long::sum);
        turned += seen.picture().turned() ? 1 : 0;
        contents.add(seen.digest(), name(part), place(item));
        show(item);
    }

    private void show(PictureSet.Item item) {
        if (!exemplars.containsKey(item.label()) && exemplars.size() == DataReview.SHOWN_CLASSES) {
            return;
        }
        List<DataReview.Exemplar> shown = exemplars.computeIfAbsent(item.label(), _ -> new ArrayList<>());
        if (shown.size() < DataReview.SHOWN) {
            try {
                float[] pixels = Images.read(item.file(), EXEMPLAR, Fit.PAD);
                shown.add(new DataReview.Exemplar(item.label(), place(item), Block.of(EXEMPLAR, pixels)));
            } catch (IOException e) {
                throw InvalidFile.unreadable(item.file(), e);
            }
        }
    }

    private String place(PictureSet.Item item) {
        return item.file().startsWith(set.root())
                ? set.root().relativize(item.file()).toString()
                : item.file().toString();
    }

    private static String name(PictureSet.Part part) {
        return part == PictureSet.Part.VALIDATION ? "val" : part.name().toLowerCase(Locale.ROOT);
    }

    private DataReview result(String name) {
        List<String> labels = PictureSet.ordered(
                set.items().stream().map(PictureSet.Item::label).distinct().toList());
        List<DataReview.Part> parts = new ArrayList<>();
        counts.forEach((part, of) -> {
            Map<String, Long> ordered = new LinkedHashMap<>();
            labels.forEach(label -> ordered.put(label, of.getOrDefault(label, 0L)));
            parts.add(new DataReview.Part(name(part), ordered));
        });
        List<DataReview.Exemplar> shown = labels.stream()
                .flatMap(label -> exemplars.getOrDefault(label, List.of()).stream())
                .toList();
        broken.sort(null);
        return new DataReview(name, parts, sizes, modes, turned, contents.duplicates(), broken, shown);
    }
}
