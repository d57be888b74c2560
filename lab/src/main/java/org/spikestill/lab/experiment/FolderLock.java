package org.spikestill.lab.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;

/// A folder that one process owns. The lock ends with the process, however that ends.
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes a folder, which is made where it is missing, and removes the drafts that a killed owner left.
    ///
    /// @param owner kind of work that a folder belongs to, for errors
    /// @throws InvalidFile if another owner is at work there, or it cannot be written
    public static FolderLock of(Path folder, String owner) throws IOException {
        makeFolder(folder);
        Path file = folder.resolve(FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new InvalidFile(
                    folder, "cannot be written: " + InvalidFile.reason(e) + "; name another folder with --out", e);
        }
        try {
            if (channel.tryLock() != null) {
                AtomicFile.sweep(folder);
                return new FolderLock(file, channel);
            }
        } catch (OverlappingFileLockException _) {
            // this very process holds it
        } catch (IOException | RuntimeException e) {
            channel.close(); // and with it the lock
            throw e;
        }
        channel.close();
        throw new InvalidFile(folder, "belongs to a " + owner + " that is under way: wait for it, or stop it first");
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidFile(
                    folder, "cannot be made: " + InvalidFile.reason(e) + "; name another folder with --out", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close(); // and with it the lock
        Files.deleteIfExists(file);
    }
}
