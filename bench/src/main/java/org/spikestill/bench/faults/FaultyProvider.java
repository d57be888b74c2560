package org.spikestill.bench.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A default file system whose operations fail as its [Trigger] chooses. A JVM that is started with
/// `-Djava.nio.file.spi.DefaultFileSystemProvider` and the name of this class runs any program on it as it is.
public final class FaultyProvider extends FileSystemProvider {
    private final FileSystemProvider below;
    private final FaultyFileSystem system;
    private final Trigger trigger = new Trigger();

    /// @param below the provider of the platform, which the JVM hands over
    public FaultyProvider(FileSystemProvider below) {
        this.below = below;
        this.system = new FaultyFileSystem(this, below.getFileSystem(URI.create("file:///")));
    }

    Trigger trigger() {
        return trigger;
    }

    private static Path real(Path path) {
        return FaultyPath.below(path);
    }

    @Override
    public String getScheme() {
        return below.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
        return below.newFileSystem(uri, env);
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return new FaultyPath(system, below.getPath(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        trigger.check(Operation.Kind.OPEN, real(path));
        return new FaultyChannel(below.newFileChannel(real(path), options, attributes), real(path), trigger);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        trigger.check(Operation.Kind.LIST, real(folder));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = below.newDirectoryStream(real(folder), _ -> true)) {
            for (Path each : stream) {
                Path path = new FaultyPath(system, each);
                if (filter.accept(path)) {
                    found.add(path);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {
                // read to its end already
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (!Files.exists(real(folder))) {
            trigger.check(Operation.Kind.CREATE_FOLDER, real(folder));
        }
        below.createDirectory(real(folder), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        below.createSymbolicLink(real(link), real(target), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        below.createLink(real(link), real(existing));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        return new FaultyPath(system, below.readSymbolicLink(real(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (Files.exists(real(path), LinkOption.NOFOLLOW_LINKS)) {
            trigger.check(Operation.Kind.DELETE, real(path));
        }
        below.delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        trigger.check(Operation.Kind.WRITE, real(target));
        below.copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        trigger.check(Operation.Kind.MOVE, real(target));
        below.move(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return below.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return below.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return below.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        below.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return below.getFileAttributeView(real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return below.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return below.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        below.setAttribute(real(path), attribute, value, options);
    }
}
