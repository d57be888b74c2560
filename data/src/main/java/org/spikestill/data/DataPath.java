package org.spikestill.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.spikestill.model.settings.InvalidSettings;

/// Data named by their place: `photos`, `/data/photos:size=32,fit=pad`, `list.csv`, `arrays.npz`, `x_train.npy`.
final class DataPath {
    private DataPath() {}

    /// The spec of the source that reads a place, with its absolute path; any other text as it is.
    ///
    /// @param names of the sources, which come before folders of the same name
    /// @throws InvalidSettings if a text is a path and nothing is there
    static String spec(String text, Set<String> names) {
        int colon = text.indexOf(':', isDrive(text) ? 2 : 0);
        String name = colon < 0 ? text : text.substring(0, colon);
        int opening = name.indexOf('(');
        if (names.contains(opening < 0 ? name : name.substring(0, opening))) {
            return text;
        }
        Path place;
        try {
            place = Path.of(name);
        } catch (InvalidPathException _) {
            return text;
        }
        if (!Files.exists(place)) {
            if (name.contains("/") || name.contains("\\")) {
                throw new InvalidSettings("data is '" + name + "': there is no such file or folder");
            }
            return text;
        }
        String quoted = "\""
                + place.toAbsolutePath()
                        .normalize()
                        .toString()
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"") + "\"";
        return source(place) + quoted + (colon < 0 ? "" : "," + text.substring(colon + 1));
    }

    private static boolean isDrive(String text) {
        return text.matches("[A-Za-z]:[\\\\/].*");
    }

    private static String source(Path place) {
        if (Files.isDirectory(place)) {
            return "image-folder:folder=";
        }
        String name = Folders.name(place).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "csv:file=";
        }
        if (name.endsWith(".npz") || name.endsWith(NumpyFiles.ENDING)) {
            return "npz:file=";
        }
        throw new InvalidSettings("data is '" + place
                + "': wanted a folder of pictures, a .csv table of paths and labels, or NumPy arrays, .npz or .npy");
    }
}
