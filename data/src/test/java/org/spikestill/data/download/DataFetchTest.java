package org.spikestill.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.InvalidSettings;

@Timeout(60)
class DataFetchTest {
    private static final Download DOWNLOAD = new Download(
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ZERO, 2), channel -> channel);

    @TempDir
    private Path folder;

    /// A tar under gzip with two members in a folder.
    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String name : List.of("set/readme.txt", "set/one.bin", "set/two.bin")) {
                byte[] content = name.repeat(100).getBytes(StandardCharsets.US_ASCII);
                ByteBuffer member = ByteBuffer.allocate(512 + Math.ceilDiv(content.length, 512) * 512);
                member.put(name.getBytes(StandardCharsets.US_ASCII))
                        .put(124, "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII))
                        .put(512, content);
                out.write(member.array());
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static RemoteFile file(LyingServer server, byte[] content, String... members) {
        return new RemoteFile(server.address(), content.length, LyingServer.sha256(content), List.of(members));
    }

    @Test
    void membersOfAnArchiveLieInTheFolderOfTheSet() throws IOException {
        byte[] archive = archive();
        try (LyingServer server =
                new LyingServer((exchange, from) -> LyingServer.send(exchange, archive, from, archive.length))) {
            PublishedSet set = new PublishedSet("set", "own", "home", file(server, archive, "one.bin", "two.bin"));
            DataFetch fetch = new DataFetch(set, folder);
            assertThat(set.place(folder)).isEmpty();
            assertThat(fetch.fetch(DOWNLOAD, (_, _) -> {})).hasSize(1);

            assertThat(folder.resolve("own/two.bin")).hasContent("set/two.bin".repeat(100));
            assertThat(set.place(folder)).contains(folder.resolve("own"));
            assertThat(fetch.fetch(DOWNLOAD, (_, _) -> {})).isEmpty();
            try (Stream<Path> left = Files.list(folder.resolve("own"))) {
                assertThat(left).hasSize(2);
            }
        }
    }

    @Test
    void anotherFileInThePlaceIsNamedAndKept() throws IOException {
        byte[] content = {1, 2, 3};
        try (LyingServer server =
                new LyingServer((exchange, from) -> LyingServer.send(exchange, content, from, content.length))) {
            PublishedSet set = new PublishedSet("set", "own", "home", file(server, content));
            Path place = Files.createDirectories(folder.resolve("own")).resolve("file.bin");
            Files.write(place, new byte[] {4});
            assertThatThrownBy(() -> new DataFetch(set, folder).fetch(DOWNLOAD, (_, _) -> {}))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageEndingWith("move it away, and the same command fetches the right one");
            assertThat(place).hasBinaryContent(new byte[] {4});
            assertThat(server.begins).isEmpty();
        }
    }

    @Test
    void setsWithoutPlainFilesNameTheirPage() {
        assertThatThrownBy(() -> new DataFetch(PublishedSet.named("n-mnist"), folder).fetch(DOWNLOAD, (_, _) -> {}))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("'n-mnist' is fetched by hand: its publisher's page is"
                        + " https://www.garrickorchard.com/datasets/n-mnist, and its files belong into "
                        + folder.resolve("n-mnist"));
        assertThatThrownBy(() -> PublishedSet.named("minst"))
                .hasMessageStartingWith("'minst' is no published data set");
    }

    @Test
    void everySetIsReadUnderItsName() {
        assertThat(DataSource.catalog().names())
                .containsAll(PublishedSet.all().stream().map(PublishedSet::name).toList());
    }
}
