package org.spikestill.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.download.LyingServer.Behaviour;
import org.spikestill.model.InvalidFile;

/// Fetching from a server on this machine that cuts, redirects, stalls and lies.
@Timeout(60)
class DownloadTest {
    private static final byte[] FILE = new byte[200_000];
    private static final int TENTH = FILE.length / 10;
    private static final Patience IMPATIENT =
            new Patience(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ZERO, 3);

    static {
        new Random(4).nextBytes(FILE);
    }

    @TempDir
    private Path folder;

    private final List<Long> received = new ArrayList<>();

    private Path target() {
        return folder.resolve("file.bin");
    }

    private Path part() {
        return folder.resolve(".file.bin.part");
    }

    private void fetch(LyingServer server) throws IOException {
        fetch(server, channel -> channel);
    }

    private void fetch(LyingServer server, UnaryOperator<WritableByteChannel> disk) throws IOException {
        RemoteFile file = new RemoteFile(server.address(), FILE.length, LyingServer.sha256(FILE), List.of());
        new Download(IMPATIENT, disk).fetch(file, target(), (_, bytes) -> received.add(bytes));
    }

    /// @return where the requests began
    private List<Integer> fetched(Behaviour behaviour) throws IOException {
        try (LyingServer server = new LyingServer(behaviour)) {
            fetch(server);
            assertThat(target()).hasBinaryContent(FILE);
            assertThat(part()).doesNotExist();
            assertThat(received.getLast()).isEqualTo(FILE.length);
            return server.begins;
        }
    }

    private void refused(Behaviour behaviour, Class<? extends Exception> type, String message) {
        try (LyingServer server = new LyingServer(behaviour)) {
            assertThatThrownBy(() -> fetch(server)).isInstanceOf(type).hasMessageContaining(message);
            assertThat(target()).doesNotExist();
        }
    }

    @Test
    void aConnectionCutAtEveryTenthGoesOnWhereItEnded() throws IOException {
        List<Integer> begins = fetched((exchange, from) ->
                LyingServer.send(exchange, FILE, from, Math.min(FILE.length, (from / TENTH + 1) * TENTH)));

        assertThat(begins) // the client may drop the last bytes before a cut
                .isSorted()
                .startsWith(0)
                .containsAll(IntStream.range(0, 10).map(i -> i * TENTH).boxed().toList());
    }

    @Test
    void aLaterStartGoesOnFromThePart() throws IOException {
        Files.write(part(), Arrays.copyOf(FILE, 77_777));
        assertThat(fetched((exchange, from) -> LyingServer.send(exchange, FILE, from, FILE.length)))
                .containsExactly(77_777);
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws IOException {
        Files.write(part(), Arrays.copyOf(FILE, 500));
        fetched((exchange, _) -> LyingServer.send(exchange, FILE, 0, FILE.length));
    }

    @Test
    void aWrongChecksumKeepsNothing() {
        byte[] altered = FILE.clone();
        altered[99_999] ^= 1;
        refused(
                (exchange, from) -> LyingServer.send(exchange, altered, from, FILE.length),
                InvalidFile.class,
                "it was altered or replaced, nothing is kept");
        assertThat(part()).doesNotExist();
        refused( // cut as well: fetched once more in one piece, and no further
                (exchange, from) ->
                        LyingServer.send(exchange, altered, from, Math.min(FILE.length, from + FILE.length / 2)),
                InvalidFile.class,
                "it was altered or replaced, nothing is kept");
        assertThat(part()).doesNotExist();
    }

    @Test
    void piecesOfTwoVersionsAreFetchedAgain() throws IOException {
        Files.write(part(), new byte[1000]);
        assertThat(fetched((exchange, from) -> LyingServer.send(exchange, FILE, from, FILE.length)))
                .containsExactly(1000, 0);
    }

    @Test
    void redirectsAreFollowedAndCirclesAreNot() throws IOException {
        fetched((exchange, from) -> {
            if (exchange.getRequestURI().getPath().equals("/file.bin")) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            } else {
                LyingServer.send(exchange, FILE, from, FILE.length);
            }
        });
        Files.delete(target());
        refused(
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Location", "/file.bin");
                    exchange.sendResponseHeaders(302, -1);
                },
                IOException.class,
                "is redirected in a circle");
    }

    @Test
    void aStallIsGivenUpAndAnotherConnectionGoesOn() throws IOException {
        LyingServer[] server = new LyingServer[1];
        server[0] = new LyingServer((exchange, from) -> {
            LyingServer.send(exchange, FILE, from, from == 0 ? 50_000 : FILE.length);
            if (from == 0) {
                server[0].stall();
            }
        });
        try (LyingServer open = server[0]) {
            fetch(open);
            assertThat(open.begins).containsExactly(0, 50_000);
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void liesAboutTheLengthChangeNothing() throws IOException {
        byte[] longer = Arrays.copyOf(FILE, FILE.length + 5000);
        fetched((exchange, from) -> LyingServer.send(exchange, longer, from, FILE.length));
        Files.delete(target());
        fetched((exchange, from) -> LyingServer.send(exchange, longer, from, longer.length));
        Files.delete(target());
        assertThat(fetched((exchange, from) -> {
                    byte[] shorter = Arrays.copyOf(FILE, Math.min(FILE.length, from + 150_000));
                    LyingServer.send(exchange, shorter, from, shorter.length);
                }))
                .containsExactly(0, 150_000);
    }

    @Test
    void anotherRangeThanWantedIsNotTaken() throws IOException {
        Files.write(part(), Arrays.copyOf(FILE, 500));
        refused(
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Content-Range", "bytes 0-199999/200000");
                    exchange.sendResponseHeaders(206, FILE.length);
                    exchange.getResponseBody().write(FILE);
                },
                IOException.class,
                "the range 'bytes 0-199999/200000' in place of one from 500; 500 of 200,000 bytes are there, and the same"
                        + " command goes on from them");
        assertThat(part()).hasSize(500);
    }

    @Test
    void aBusyServerIsAskedAgainAndAMissingFileIsNot() throws IOException {
        int[] requests = new int[1];
        fetched((exchange, from) -> {
            if (requests[0]++ < 2) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                LyingServer.send(exchange, FILE, from, FILE.length);
            }
        });
        Files.delete(target());
        requests[0] = 0;
        refused(
                (exchange, _) -> {
                    requests[0]++;
                    exchange.sendResponseHeaders(404, -1);
                },
                IOException.class,
                "status 404, wanted 200");
        assertThat(requests[0]).isEqualTo(1);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        LyingServer gone = new LyingServer((_, _) -> {});
        gone.close();
        assertThatThrownBy(() -> fetch(gone))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        gone.address() + ": there is no connection to it: look at the network; 0 of 200,000 bytes are"
                                + " there, and the same command goes on from them");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFullDiskIsNamedAndAStartWithRoomGoesOn() throws IOException {
        try (LyingServer server =
                new LyingServer((exchange, from) -> LyingServer.send(exchange, FILE, from, FILE.length))) {
            assertThatThrownBy(() -> fetch(server, channel -> new FullDisk(channel, 60_000)))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageStartingWith(target() + ": cannot be written: No space left on device; ")
                    .hasMessageEndingWith("of 200,000 bytes are there, and the same command goes on from them");
            assertThat(target()).doesNotExist();
            fetch(server);
            assertThat(target()).hasBinaryContent(FILE);
            assertThat(server.begins).hasSize(2);
            assertThat(server.begins.getLast()).isBetween(1, 60_000);
        }
    }

    /// A disk with room for so many bytes.
    private static final class FullDisk implements WritableByteChannel {
        private final WritableByteChannel disk;
        private int room;

        FullDisk(WritableByteChannel disk, int room) {
            this.disk = disk;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (bytes.remaining() > room) {
                throw new IOException("No space left on device");
            }
            room -= bytes.remaining();
            return disk.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return disk.isOpen();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
