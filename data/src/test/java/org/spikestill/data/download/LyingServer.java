package org.spikestill.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikestill.model.file.Digest;

/// A local server of one file with set faults, and the first byte of each request.
final class LyingServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-");

    private final HttpServer server;
    private final URI address;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Where each request began.
    final List<Integer> begins = new CopyOnWriteArrayList<>();

    interface Behaviour {
        /// @param from first byte that is wanted
        void answer(HttpExchange exchange, int from) throws IOException;
    }

    LyingServer(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = URI.create("http://localhost:" + server.getAddress().getPort() + "/file.bin");
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String range = exchange.getRequestHeaders().getFirst("Range");
                Matcher matcher = RANGE.matcher(range == null ? "" : range);
                int from = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
                begins.add(from);
                behaviour.answer(exchange, from);
            }
        });
        server.start();
    }

    URI address() {
        return address;
    }

    /// Sends the rest of a file up to a byte, where the connection ends.
    static void send(HttpExchange exchange, byte[] file, int from, int to) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
        exchange.getResponseBody().write(file, from, to - from);
        exchange.getResponseBody().flush();
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Digest.sha256().digest(content));
    }

    /// Waits until the test is over.
    void stall() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
