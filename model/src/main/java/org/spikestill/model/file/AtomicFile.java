package org.spikestill.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.spikestill.model.InvalidFile;

/// Writes a file whole or not at all: into a neighbour first, which reaches the disk before it takes the name. After
/// a power cut there is the old file or the new one, never half of one. Symbolic links are written through.
public final class AtomicFile {
    private static final String DRAFT = ".draft";

    /// As many as Linux follows.
    private static final int MAX_LINKS = 40;

    private AtomicFile() {}

    /// Removes drafts that killed writers left in a folder; no other process may be writing to it.
    public static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, ".*" + DRAFT)) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    /// @throws InvalidFile naming the file and why it cannot be written
    public static void write(Path file, String text) {
        write(file, List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /// Finds out, before there is anything to write, whether a file can take that place.
    ///
    /// @throws InvalidFile naming the file and why it cannot be written
    public static void check(Path file) {
        Path target = target(file);
        Path folder = target.getParent();
        if (folder == null || target.getFileName() == null || !Files.isDirectory(folder)) {
            throw new InvalidFile(file, "cannot be written: there is no folder " + folder + ", create it first");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new InvalidFile(file, "cannot be written: it is a folder or a device, name a file");
        }
        if (!Files.isWritable(folder)) {
            throw new InvalidFile(file, "cannot be written: nothing may be written to the folder " + folder);
        }
    }

    /// As [#check(Path)], and refuses an output that is one of the inputs, under any name and through any link.
    ///
    /// @param option that names the output
    public static void check(String option, Path file, Path... inputs) {
        check(option, file, List.of(inputs));
    }

    /// As [#check(String, Path, Path...)].
    public static void check(String option, Path file, List<Path> inputs) {
        check(file);
        for (Path input : inputs) {
            if (isSame(file, input)) {
                throw new InvalidFile(
                        file, "is the input " + input + ", which " + option + " would replace: name another file");
            }
        }
    }

    /// Refuses two outputs that are one file, of which the second would replace the first.
    ///
    /// @param option that names the second
    /// @param other option that names the first
    public static void checkApart(String option, Path file, String other, Path first) {
        if (isSame(file, first) || target(file).normalize().equals(target(first).normalize())) {
            throw new InvalidFile(file, "is named by " + other + " and by " + option + ": name two files");
        }
    }

    private static boolean isSame(Path output, Path input) {
        try {
            return Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input);
        } catch (IOException e) {
            throw new InvalidFile(output, "cannot be examined: " + InvalidFile.reason(e), e);
        }
    }

    /// The file itself, at the end of all symbolic links: a link is kept, and written through.
    private static Path target(Path file) {
        Path target = file.toAbsolutePath();
        try {
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MAX_LINKS) {
                    throw new InvalidFile(file, "cannot be written: its links lead round in a circle");
                }
                target = target.resolveSibling(Files.readSymbolicLink(target));
            }
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be written: " + InvalidFile.reason(e), e);
        }
        return target;
    }

    /// @throws InvalidFile naming the file and why it cannot be written
    public static void write(Path file, List<ByteBuffer> parts) {
        check(file);
        Path target = target(file);
        Path folder = target.getParent();
        Path draft = folder.resolve("." + UUID.randomUUID() + DRAFT); // fits beside the longest name
        try {
            try {
                fill(draft, parts);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be written: " + InvalidFile.reason(e), e);
        }
    }

    private static void fill(Path draft, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        }
    }
}
