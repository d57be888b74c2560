package org.spikestill.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.spikestill.model.InvalidFile;

/// Contents of folders, in the order of names, which is the same on every machine.
final class Folders {
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif");

    private static final char UNKNOWN = '\uFFFD';

    private Folders() {}

    static List<Path> folders(Path folder, int most) throws IOException {
        return entries(folder, most, Files::isDirectory);
    }

    /// @param most files, refused beyond
    static List<Path> files(Path folder, int most, Predicate<Path> wanted) throws IOException {
        return entries(folder, most, entry -> Files.isRegularFile(entry) && wanted.test(entry));
    }

    /// The last name of a path, the same in every locale: its bytes as UTF-8, or as Latin-1 where they are no UTF-8. A path
    /// itself gives the character U+FFFD for bytes that the locale's encoding does not know, as that of `LC_ALL=C`.
    static String name(Path file) {
        String name = file.getFileName().toString();
        return name.indexOf(UNKNOWN) < 0 ? name : decoded(bytes(file));
    }

    /// The bytes of the last name, which the path's URI holds.
    private static byte[] bytes(Path file) {
        String path = file.toUri().getRawPath().replaceFirst("/$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(last, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String decoded(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(name, StandardCharsets.ISO_8859_1);
        }
    }

    static boolean isPicture(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith);
    }

    private static List<Path> entries(Path folder, int most, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InvalidFile(folder, "there is no such folder");
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!name(entry).startsWith(".") && wanted.test(entry)) {
                    found.add(entry);
                }
                if (found.size() > most) {
                    throw new InvalidFile(folder, "holds more than " + most + " entries: this is no data set");
                }
            }
        }
        found.sort(Comparator.comparing(Folders::name));
        return found;
    }
}
