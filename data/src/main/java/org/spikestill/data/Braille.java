package org.spikestill.data;

import static org.spikestill.model.Check.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// Tactile Braille letters, 27 classes of 50 recordings (Müller-Cleve et al., Frontiers in Neuroscience 2022):
/// `braille_taxels.csv`, gzipped or not, in the folder `braille-letters`.
///
/// A line is one time step of a recording: letter, repetition, step, and the readings of 12 taxels from 0 to 255, 255 where
/// nothing touches. A sample is the recording as frames `[76·12, 1, 1]`, oldest first, for the encoder `frames:count=76`:
/// values are 1 − reading / 255, and a 77th step is left out. There is no published division, so recordings are divided into
/// folds by their repetition, of every letter as many, and one fold is the test set.
///
/// @param folds of the cross-validation, 2 to 50
/// @param fold that is the test set, from 0 to folds − 1
public record Braille(int folds, int fold) implements DataSource {
    static final int TAXELS = 12;
    static final int STEPS = 76;

    private static final String HEADER = "letter,repetition,step";
    private static final int LETTERS = 27;
    private static final int LARGEST = 255;

    /// Bound on the text, ten times the published one.
    private static final int MAX_BYTES = 1 << 26;

    public Braille {
        within("folds", folds, 2, 50);
        within("fold", fold, 0, folds - 1);
    }

    public Braille() {
        this(5, 0);
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Path path = DataFolder.of(dataDir, "braille-letters").find("braille_taxels.csv.gz", "braille_taxels.csv");
        List<String> lines;
        try (ByteFile file = ByteFile.open(path)) {
            lines = new String(file.rest(MAX_BYTES), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith(HEADER)) {
            throw new InvalidFile(path, "line 1: wanted the header " + HEADER + ",taxel0,…,taxel11");
        }
        List<Recording> all = new Reading(path).recordings(lines.subList(1, lines.size()));
        return new Opened(part(all, false), part(all, true), classNames());
    }

    private static List<String> classNames() {
        List<String> names = new ArrayList<>(List.of("Space"));
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            names.add(String.valueOf(letter));
        }
        return List.copyOf(names);
    }

    private Dataset part(List<Recording> all, boolean test) {
        List<Recording> chosen = all.stream()
                .filter(each -> (each.repetition % folds == fold) == test)
                .toList();
        byte[] values = new byte[chosen.size() * STEPS * TAXELS];
        byte[] labels = new byte[chosen.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(chosen.get(i).values, 0, values, i * STEPS * TAXELS, STEPS * TAXELS);
            labels[i] = (byte) chosen.get(i).letter;
        }
        return new ByteImages(Shape.of(STEPS * TAXELS, 1, 1), LETTERS, values, labels, LARGEST);
    }

    /// One recording under construction.
    private static final class Recording {
        private final int letter;
        private final int repetition;
        private final byte[] values = new byte[STEPS * TAXELS];
        private int steps;

        private Recording(int letter, int repetition) {
            this.letter = letter;
            this.repetition = repetition;
        }
    }

    /// Reads the lines of a file, whose name errors carry.
    private record Reading(Path path) {
        List<Recording> recordings(List<String> lines) {
            List<Recording> all = new ArrayList<>();
            List<String> names = classNames();
            for (int i = 0; i < lines.size(); i++) {
                String[] cells = lines.get(i).split(",", -1);
                int line = i + 2;
                if (cells.length != 3 + TAXELS) {
                    throw wrong(line, cells.length + " values, wanted " + (3 + TAXELS));
                }
                int letter = names.indexOf(cells[0]);
                if (letter < 0) {
                    throw wrong(line, "the letter '" + abridged(cells[0]) + "', wanted Space or A to Z");
                }
                add(all, letter, cells, line);
            }
            if (all.isEmpty()) {
                throw new InvalidFile(path, "holds no recordings");
            }
            requireWhole(all, all.size(), lines.size() + 1);
            return all;
        }

        private void add(List<Recording> all, int letter, String[] cells, int line) {
            int repetition = number(cells[1], 999, line, "repetition");
            int step = number(cells[2], 999, line, "step");
            boolean next = all.isEmpty() || all.getLast().letter != letter || all.getLast().repetition != repetition;
            if (next) {
                requireWhole(all, all.size(), line);
                all.add(new Recording(letter, repetition));
            }
            Recording recording = all.getLast();
            if (step != recording.steps) {
                throw wrong(
                        line,
                        "step " + step + ", wanted " + recording.steps + ": steps of a recording follow each other");
            }
            for (int taxel = 0; taxel < TAXELS; taxel++) {
                int reading = number(cells[3 + taxel], LARGEST, line, "taxel" + taxel);
                if (step < STEPS) {
                    recording.values[step * TAXELS + taxel] = (byte) (LARGEST - reading);
                }
            }
            recording.steps++;
        }

        private void requireWhole(List<Recording> all, int count, int line) {
            if (count > 0 && all.getLast().steps < STEPS) {
                throw wrong(line, "the recording before has " + all.getLast().steps + " steps, wanted " + STEPS);
            }
        }

        private int number(String text, int most, int line, String column) {
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
                throw wrong(line, column + " is '" + abridged(text) + "', wanted a whole number from 0 to " + most);
            }
            return Integer.parseInt(text);
        }

        private InvalidFile wrong(int line, String found) {
            return new InvalidFile(path, "line " + line + ": " + found);
        }

        private static String abridged(String text) {
            return text.length() <= 20 ? text : text.substring(0, 20) + "…";
        }
    }
}
