package org.spikestill.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.spikestill.model.InvalidFile;

/// What lies in folders, in the order of names, which is the same on every machine.
final class Folders {
    private Folders() {}

    static List<Path> folders(Path folder, int most) throws IOException {
        return entries(folder, most, Files::isDirectory);
    }

    /// @param most files, refused beyond
    static List<Path> files(Path folder, int most, Predicate<Path> wanted) throws IOException {
        return entries(folder, most, entry -> Files.isRegularFile(entry) && wanted.test(entry));
    }

    static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".bmp");
    }

    private static List<Path> entries(Path folder, int most, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidFile(folder, "there is no such folder");
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && wanted.test(entry)) {
                    found.add(entry);
                }
                if (found.size() > most) {
                    throw new InvalidFile(folder, "holds more than " + most + " entries: this is no data set");
                }
            }
        }
        found.sort(
                (a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
        return found;
    }
}
