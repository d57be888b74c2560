package org.spikestill.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/// A path of [FaultyFileSystem]; names are those of the file system below.
record FaultyPath(FaultyFileSystem system, Path below) implements Path {
    /// The path of the file system below.
    static Path below(Path path) {
        if (path instanceof FaultyPath faulty) {
            return faulty.below;
        }
        throw new ProviderMismatchException(path + " is of another file system");
    }

    private FaultyPath with(Path path) {
        return path == null ? null : new FaultyPath(system, path);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return below.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return with(below.getRoot());
    }

    @Override
    public Path getFileName() {
        return with(below.getFileName());
    }

    @Override
    public Path getParent() {
        return with(below.getParent());
    }

    @Override
    public int getNameCount() {
        return below.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return with(below.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return with(below.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof FaultyPath && below.startsWith(below(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof FaultyPath && below.endsWith(below(other));
    }

    @Override
    public Path normalize() {
        return with(below.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return with(below.resolve(below(other)));
    }

    @Override
    public Path relativize(Path other) {
        return with(below.relativize(below(other)));
    }

    @Override
    public URI toUri() {
        return below.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return with(below.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return with(below.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        return below.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
        return below.compareTo(below(other));
    }

    @Override
    public String toString() {
        return below.toString();
    }
}
