package org.spikestill.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;

/// Finds the files of one source: in its own folder below the data directory, or in the data directory itself.
///
/// @param root the data directory
/// @param folder the source's own folder, such as `mnist`
record DataFolder(Path root, String folder) {
    static DataFolder of(Optional<Path> dataDir, String folder) {
        return of(dataDir, folder, System.getenv());
    }

    /// A file or folder within the data directory, or one with an absolute path, which needs none.
    static Path place(Optional<Path> dataDir, String name) {
        Path place = Path.of(name);
        return place.isAbsolute() ? place : of(dataDir, name).path();
    }

    static DataFolder of(Optional<Path> dataDir, String folder, Map<String, String> environment) {
        Path root = DataRoot.named(dataDir, environment)
                .or(() -> DataRoot.cache(environment).filter(cache -> Files.isDirectory(cache.resolve(folder))))
                .orElseThrow(() -> new InvalidSettings("no data directory is named, and '" + folder
                        + "' is read from files: give --data-dir or set " + DataRoot.VARIABLE
                        + " to the directory that holds '"
                        + folder + "'"));
        return new DataFolder(root, folder);
    }

    /// The first of these files that exists.
    ///
    /// @param names alternative names of one file, the usual one first
    Path find(String... names) {
        List<Path> tried = new ArrayList<>();
        for (Path place : List.of(root.resolve(folder), root)) {
            for (String name : names) {
                tried.add(place.resolve(name));
            }
        }
        return tried.stream().filter(Files::isRegularFile).findFirst().orElseThrow(() -> missing(names[0], tried));
    }

    /// A folder of that name, in the source's own folder or in the data directory.
    Path findFolder(String name) {
        List<Path> tried = List.of(root.resolve(folder).resolve(name), root.resolve(name));
        return tried.stream().filter(Files::isDirectory).findFirst().orElseThrow(() -> missing(name, tried));
    }

    /// The source's own folder.
    Path path() {
        return root.resolve(folder);
    }

    private InvalidFile missing(String name, List<Path> tried) {
        return new InvalidFile(
                root,
                "holds no '" + name + "' of '" + folder + "'; looked for "
                        + String.join(", ", tried.stream().map(Path::toString).toList())
                        + ": put the file there or name another data directory");
    }
}
