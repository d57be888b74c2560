package org.spikestill.data;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Name;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// Pictures that a CSV table lists: columns `path`, `label` and, if wanted, `split` (`train`, `val` or `test`). Paths start at the
/// folder of the table. Without a heading the first column is the path and the second the label.
///
/// @param file the table, within the data directory or absolute
/// @param channels 1 for grey, 3 for colour; pictures of the other kind are converted
/// @param test share of the test set, in [0.01, 0.9], of a table without splits
/// @param seed of the division into parts; a property of the data, not of a run
/// @param size edge of the samples in pixels; by default that of the pictures if all agree and have at most 256, otherwise 64
/// @param fit way to that size: crop, pad or stretch
@Name("csv")
public record PictureTable(String file, int channels, float test, long seed, Optional<Integer> size, Fit fit)
        implements DataSource {
    private static final long MAX_BYTES = 1L << 28;
    private static final int MAX_PICTURES = 1_000_000;

    private static final Map<String, PictureSet.Part> PARTS = Map.of(
            "train", PictureSet.Part.TRAIN,
            "training", PictureSet.Part.TRAIN,
            "val", PictureSet.Part.VALIDATION,
            "valid", PictureSet.Part.VALIDATION,
            "validation", PictureSet.Part.VALIDATION,
            "test", PictureSet.Part.TEST);

    /// Places of the columns; no split where it is negative.
    private record Columns(int path, int label, int split) {}

    public PictureTable {
        var _ = new PictureSet.Frame(channels, size, fit);
        within("test", test, 0.01f, 0.9f);
    }

    public PictureTable() {
        this("pictures.csv", 3, 0.2f, 1, Optional.empty(), Fit.CROP);
    }

    @Override
    public List<Path> files(Optional<Path> dataDir) {
        return List.of(DataFolder.place(dataDir, file));
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        return pictures(dataDir).open(new PictureSet.Frame(channels, size, fit), test, seed);
    }

    /// The pictures, found but not opened.
    PictureSet pictures(Optional<Path> dataDir) throws IOException {
        Path table = DataFolder.place(dataDir, file);
        return new PictureSet(table, items(table));
    }

    private static List<PictureSet.Item> items(Path table) throws IOException {
        if (!Files.isRegularFile(table)) {
            throw InvalidFile.missing(table);
        }
        if (Files.size(table) > MAX_BYTES) {
            throw new InvalidFile(table, "has " + Files.size(table) + " bytes, wanted at most " + MAX_BYTES);
        }
        List<PictureSet.Item> items = new ArrayList<>();
        Map<Path, Integer> listed = new HashMap<>();
        try (Reader text = Files.newBufferedReader(table, StandardCharsets.UTF_8);
                MappingIterator<String[]> rows = new CsvMapper()
                        .readerFor(String[].class)
                        .with(CsvReadFeature.WRAP_AS_ARRAY)
                        .with(CsvReadFeature.TRIM_SPACES)
                        .with(CsvReadFeature.SKIP_EMPTY_LINES)
                        .readValues(text)) {
            Optional<Columns> columns = Optional.empty();
            for (int row = 1; rows.hasNext(); row++) {
                String[] cells = rows.next();
                if (columns.isEmpty()) {
                    columns = Optional.of(columns(cells));
                    if (isHeading(cells)) {
                        continue;
                    }
                }
                PictureSet.Item item = item(table, row, cells, columns.get());
                checkOnce(table, row, item, listed);
                items.add(item);
                if (items.size() > MAX_PICTURES) {
                    throw new InvalidFile(table, "lists more than " + MAX_PICTURES + " pictures");
                }
            }
        } catch (JacksonException e) {
            throw new InvalidFile(table, "is no table: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new InvalidFile(table, "is no UTF-8 text: save it as UTF-8", e);
        }
        return items;
    }

    /// @param listed rows by picture; takes this one
    private static void checkOnce(Path table, int row, PictureSet.Item item, Map<Path, Integer> listed) {
        Integer before = listed.putIfAbsent(item.file().normalize(), row);
        if (before != null) {
            throw new InvalidFile(
                    table,
                    "row " + row + ": lists " + item.key() + ", as row " + before
                            + " does: a picture counts once, for one label and one part");
        }
    }

    private static boolean isHeading(String[] cells) {
        return names(cells).contains("path");
    }

    private static Columns columns(String[] cells) {
        List<String> names = names(cells);
        return isHeading(cells)
                ? new Columns(names.indexOf("path"), names.indexOf("label"), names.indexOf("split"))
                : new Columns(0, 1, 2);
    }

    private static List<String> names(String[] cells) {
        return Arrays.stream(cells).map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    }

    private static PictureSet.Item item(Path table, int row, String[] cells, Columns columns) {
        String path = cell(table, row, cells, columns.path(), "path");
        String label = cell(table, row, cells, columns.label(), "label");
        boolean divided = columns.split() >= 0 && columns.split() < cells.length;
        try {
            Path picture = table.toAbsolutePath().getParent().resolve(path);
            return new PictureSet.Item(
                    picture,
                    label,
                    divided ? part(table, row, cells[columns.split()]) : PictureSet.Part.UNDIVIDED,
                    path);
        } catch (InvalidPathException e) {
            throw new InvalidFile(table, "row " + row + ": '" + path + "' is no path", e);
        }
    }

    private static String cell(Path table, int row, String[] cells, int column, String name) {
        if (column < 0 || column >= cells.length || cells[column].isBlank()) {
            throw new InvalidFile(
                    table, "row " + row + ": has no " + name + ", wanted the columns path,label or path,label,split");
        }
        return cells[column];
    }

    private static PictureSet.Part part(Path table, int row, String split) {
        PictureSet.Part part = PARTS.get(split.toLowerCase(Locale.ROOT));
        if (part == null) {
            throw new InvalidFile(table, "row " + row + ": split is '" + split + "', wanted train, val or test");
        }
        return part;
    }
}
