package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.InvalidFile;

/// Unpacking of native libraries, from a jar of two libraries of random bytes.
class NativeCacheTest {
    private static final String PLACE = "org/example/linux-x86_64/";
    private static final long TIME = 1_700_000_000_000L; // even seconds, as jars keep them

    private final byte[] large = new byte[300_000];
    private final byte[] small = new byte[5_000];

    @TempDir
    private Path folder;

    private Path jar;
    private Path cache;
    private Path unpacked;

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(large);
        new Random(2).nextBytes(small);
        jar = folder.resolve("example.jar");
        Files.write(jar, jar());
        cache = folder.resolve("cache");
        unpacked = cache.resolve("example.jar").resolve(PLACE);
    }

    private byte[] jar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, PLACE, new byte[0]);
            put(zip, PLACE + "liblarge.so.1", large);
            put(zip, PLACE + "libsmall.so", small);
            put(zip, PLACE + "libsmall_full.so", small);
            put(zip, PLACE + "small.h", small);
            put(zip, PLACE + "include/libother.so", small);
            put(zip, PLACE + "../../../evil.so", small);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME);
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private void unpack() throws IOException {
        URL place = URI.create("jar:" + jar.toUri() + "!/" + PLACE).toURL();
        new NativeCache(cache).unpack(List.of(place));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(unpacked)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void librariesAreWholeAndOfTheTimeTheBindingComparesWith() throws IOException {
        unpack();
        assertThat(unpacked.resolve("liblarge.so.1")).hasBinaryContent(large);
        assertThat(unpacked.resolve("libsmall.so")).hasBinaryContent(small);
        assertThat(Files.getLastModifiedTime(unpacked.resolve("libsmall.so")).toMillis())
                .isEqualTo(TIME);
        assertThat(names()).containsExactly("liblarge.so.1", "libsmall.so");
    }

    /// What an interrupted unpacking in place left: the first part of a library under its name, and drafts.
    @Test
    void aLibraryThatWasCutShortIsReplaced() throws IOException {
        Files.createDirectories(unpacked);
        Files.write(unpacked.resolve("liblarge.so.1"), Arrays.copyOf(large, 65_536));
        Files.write(unpacked.resolve(".libsmall.so.1234.draft"), small);
        unpack();
        assertThat(unpacked.resolve("liblarge.so.1")).hasBinaryContent(large);
        assertThat(names()).containsExactly("liblarge.so.1", "libsmall.so");
    }

    @Test
    void whatIsThereIsLeftAlone() throws IOException {
        unpack();
        Object key = Files.readAttributes(
                        unpacked.resolve("liblarge.so.1"), java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
        Files.delete(unpacked.resolve("libsmall.so"));
        Files.createSymbolicLink(unpacked.resolve("libsmall.so"), Path.of("liblarge.so.1")); // as the binding links
        unpack();
        assertThat(unpacked.resolve("libsmall.so")).isSymbolicLink();
        assertThat(Files.readAttributes(
                                unpacked.resolve("liblarge.so.1"), java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(key);
    }

    /// A jar damaged in the middle of a library: reading fails halfway, and nothing takes the library's name.
    @Test
    void anUnpackingThatFailsLeavesNothingUnderTheName() throws IOException {
        byte[] damaged = jar();
        for (int at = 100_000; at < 100_100; at++) {
            damaged[at] ^= 0x55;
        }
        jar = folder.resolve("damaged.jar");
        Files.write(jar, damaged);
        unpacked = cache.resolve("damaged.jar").resolve(PLACE);
        assertThatThrownBy(this::unpack)
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(cache + ": the native library cannot be unpacked here: ")
                .hasMessageEndingWith(
                        "; make room, or name another folder with SPIKESTILL_JVM=-Dorg.bytedeco.javacpp.cachedir=DIR");
        assertThat(names()).doesNotContain("liblarge.so.1").noneMatch(name -> name.endsWith(".draft"));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(cache, "a file");
        assertThatThrownBy(this::unpack)
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(cache + ": the native library cannot be unpacked here: ");
    }

    /// Nothing that the binding has unpacked and loaded in this very process is a file that differs from its jar.
    @Test
    void theBindingFindsEverythingUnpacked() throws IOException {
        Torch.ready();
        Path binding = Loader.getCacheDir().toPath();
        List<String> before = state(binding);
        NativeCache.ofBinding().unpack(NativeCache.folders());
        assertThat(state(binding)).isEqualTo(before).isNotEmpty();
        assertThat(NativeCache.folders()).hasSize(3);
    }

    private static List<String> state(Path folder) throws IOException {
        List<String> state = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                state.add(each + " " + Files.size(each) + " " + Files.getLastModifiedTime(each));
            }
        }
        return state;
    }
}
