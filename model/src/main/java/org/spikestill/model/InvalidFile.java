package org.spikestill.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// A file that cannot be used or written: the message names the file, the place in it, what was found and wanted.
public final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidFile(Path file, String message) {
        super(file + ": " + message);
    }

    public InvalidFile(Path file, String message, Throwable cause) {
        super(file + ": " + message, cause);
    }

    /// What lies in the place of a file, or that nothing does.
    public static InvalidFile missing(Path file) {
        return new InvalidFile(file, absence(file));
    }

    /// A failed read, named by what lies in the place of the file.
    public static InvalidFile unreadable(Path file, IOException e) {
        String reason = e instanceof NoSuchFileException ? absence(file) : "cannot be read: " + reason(e);
        return new InvalidFile(file, reason, e);
    }

    private static String absence(Path file) {
        if (Files.isDirectory(file)) {
            return "is a folder, wanted a file";
        }
        return Files.isSymbolicLink(file) ? "is a link to no file" : "there is no such file";
    }

    /// Reason of a failure in words, where the exception itself repeats a path or leaves the reason to its class.
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "access is denied";
            case NoSuchFileException _ -> "there is no such file or folder";
            case FileAlreadyExistsException _ -> "a file of that name is there already";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }
}
