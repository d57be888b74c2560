package org.spikestill.lab.torch;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.bytedeco.javacpp.Loader;
import org.spikestill.model.InvalidFile;

/// The folder that native libraries are unpacked to, filled before the binding looks into it. The binding unpacks in place:
/// a library that an interruption cut short is loaded by one that needs it before its own size is compared, and the process
/// dies of a bus error. Here each file is written beside its place, reaches the disk, and takes its name whole.
///
/// @param folder of the binding, `org.bytedeco.javacpp.cachedir` or `~/.javacpp/cache`
record NativeCache(Path folder) {
    private static final String DRAFT = ".draft";

    /// Names of libraries, but for those of parts that nothing here loads: the full LAPACK, graphics cards, clusters.
    private static final Pattern LIBRARY =
            Pattern.compile("(?!.*_(full|cuda|nccl|gloo)\\.)\\w[\\w+-]*(\\.\\d+)*\\.(so|dylib|dll)(\\.\\d+)*");

    /// A library within a jar.
    ///
    /// @param target where the binding looks for it
    private record Library(JarFile jar, JarEntry entry, Path target) {
        /// As the binding decides it, so that it finds nothing left to do. A link leads to another library of the list.
        boolean isUnpacked() throws IOException {
            return Files.isSymbolicLink(target) && Files.exists(target)
                    || Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                            && Files.size(target) == entry.getSize()
                            && Files.getLastModifiedTime(target).toMillis() == entry.getTime();
        }
    }

    /// The binding's own folder.
    static NativeCache ofBinding() throws IOException {
        return new NativeCache(Loader.getCacheDir().toPath());
    }

    /// Unpacks the libraries of this platform, as far as they are not there yet. Processes that start together take turns.
    ///
    /// @param folders within jars, which hold the libraries; one that is on disk already needs no unpacking
    /// @throws InvalidFile naming the folder and why it cannot take them
    void unpack(List<URL> folders) {
        try {
            List<Library> libraries = new ArrayList<>();
            for (URL each : folders) {
                libraries.addAll(libraries(each));
            }
            unpackLibraries(libraries);
        } catch (IOException e) {
            throw refusal(InvalidFile.reason(e), e);
        }
    }

    /// Folders of the libraries that the binding loads.
    static List<URL> folders() {
        return Stream.of("javacpp", "openblas", "pytorch")
                .map(name -> Loader.class.getResource("/org/bytedeco/" + name + "/" + Loader.getPlatform() + "/"))
                .filter(Objects::nonNull)
                .toList();
    }

    private InvalidFile refusal(String reason, IOException cause) {
        return new InvalidFile(
                folder,
                "the native library cannot be unpacked here: " + reason
                        + "; make room, or name another folder with SPIKESTILL_JVM=-Dorg.bytedeco.javacpp.cachedir=DIR",
                cause);
    }

    private List<Library> libraries(URL resources) throws IOException {
        List<Library> libraries = new ArrayList<>();
        if (resources.openConnection() instanceof JarURLConnection connection) {
            JarFile jar = connection.getJarFile();
            Path place = folder.resolve(Path.of(jar.getName()).getFileName());
            String prefix = connection.getEntryName();
            jar.stream()
                    .filter(entry -> isLibrary(entry.getName(), prefix))
                    .forEach(entry -> libraries.add(new Library(jar, entry, place.resolve(entry.getName()))));
        }
        return libraries;
    }

    private static boolean isLibrary(String name, String prefix) {
        return name.startsWith(prefix)
                && LIBRARY.matcher(name.substring(prefix.length())).matches();
    }

    private void unpackLibraries(List<Library> libraries) throws IOException {
        if (missing(libraries).isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        Path turns = folder.resolve(".lock"); // the binding's own
        try (FileChannel file = FileChannel.open(turns, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            List<Library> missing = missing(libraries); // another process may have been first
            sweep(missing);
            long bytes =
                    missing.stream().mapToLong(each -> each.entry().getSize()).sum();
            long free = Files.getFileStore(folder).getUsableSpace();
            if (bytes > free) {
                throw new IOException("it takes %,d MB, %,d are free".formatted(bytes >> 20, free >> 20));
            }
            for (Library library : missing) {
                unpack(library);
            }
        }
    }

    private static List<Library> missing(List<Library> libraries) throws IOException {
        List<Library> missing = new ArrayList<>();
        for (Library library : libraries) {
            if (!library.isUnpacked()) {
                missing.add(library);
            }
        }
        return missing;
    }

    /// Removes what killed processes left; this one holds the lock.
    private static void sweep(List<Library> libraries) throws IOException {
        for (Library library : libraries) {
            Path place = Files.createDirectories(library.target().getParent());
            try (DirectoryStream<Path> drafts = Files.newDirectoryStream(place, ".*" + DRAFT)) {
                for (Path draft : drafts) {
                    Files.deleteIfExists(draft);
                }
            }
        }
    }

    private static void unpack(Library library) throws IOException {
        Path target = library.target();
        Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + DRAFT);
        try {
            CRC32 check = new CRC32();
            try (InputStream in = new CheckedInputStream(library.jar().getInputStream(library.entry()), check);
                    FileChannel out =
                            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] part = new byte[1 << 16];
                for (int count = in.read(part); count >= 0; count = in.read(part)) {
                    ByteBuffer buffer = ByteBuffer.wrap(part, 0, count);
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
                out.force(true);
            }
            if (check.getValue() != library.entry().getCrc()) { // which a JarFile does not compare itself
                throw new IOException(library.jar().getName() + " is damaged: delete it and build again");
            }
            Files.setLastModifiedTime(draft, FileTime.fromMillis(library.entry().getTime()));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
