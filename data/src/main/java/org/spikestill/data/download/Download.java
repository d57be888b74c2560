package org.spikestill.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.Digest;

/// Fetching of one file over HTTP, whole or not at all: into a hidden part beside it, which takes the name once its digest is
/// right. A connection that breaks or stalls is opened again where it ended (RFC 9110, section 14), also by a later start.
public final class Download {
    private static final int BUFFER = 1 << 16;

    private final HttpClient client;
    private final Patience patience;
    private final UnaryOperator<WritableByteChannel> disk;

    /// Bytes of a file that are there.
    public interface Listener {
        void received(RemoteFile file, long bytes);
    }

    public Download() {
        this(new Patience(), channel -> channel);
    }

    /// @param disk between this and the file; others than the file itself are for tests
    Download(Patience patience, UnaryOperator<WritableByteChannel> disk) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.answer())
                .build();
        this.patience = patience;
        this.disk = disk;
    }

    /// A file on its way.
    ///
    /// @param channel of the part
    /// @param out to the same, through the disk
    private record Part(RemoteFile file, Path target, FileChannel channel, WritableByteChannel out, Listener listener) {
        long size() throws IOException {
            return channel.size();
        }

        String progress() throws IOException {
            return "%,d of %,d bytes are there, and the same command goes on from them".formatted(size(), file.bytes());
        }
    }

    /// @throws InvalidFile if the file cannot be written, or the server sends another one
    /// @throws IOException if the server does not send it
    public void fetch(RemoteFile file, Path target, Listener listener) throws IOException {
        Path place = target.resolveSibling("." + target.getFileName() + ".part");
        FileChannel channel = open(place);
        try (channel) {
            Part part = new Part(file, target, channel, disk.apply(channel), listener);
            refuseFullDisk(part);
            receiveAll(part);
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            if (Files.size(place) == 0) {
                Files.delete(place);
            }
            throw e;
        }
        Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileChannel open(Path place) {
        try {
            FileChannel channel = FileChannel.open(
                    place, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new InvalidFile(place, "is written by another process: wait for it");
            }
            return channel;
        } catch (IOException e) {
            throw new InvalidFile(place, "cannot be written: " + InvalidFile.reason(e), e);
        }
    }

    private static void refuseFullDisk(Part part) throws IOException {
        Path folder = part.target().toAbsolutePath().getParent();
        long room = Files.getFileStore(folder).getUsableSpace();
        long missing = part.file().bytes() - part.size();
        if (room < missing) {
            throw new InvalidFile(
                    part.target(),
                    "takes %,d bytes more, and there is room for %,d: make room".formatted(missing, room));
        }
    }

    private void receiveAll(Part part) throws IOException {
        boolean pieces = part.size() > 0;
        boolean again = false;
        for (int fruitless = 0; !isComplete(part, pieces && !again); ) {
            again |= pieces && part.size() == 0;
            long before = part.size();
            String failure = attempt(part);
            fruitless = part.size() > before ? 0 : fruitless + 1;
            if (fruitless >= patience.attempts()) {
                throw new IOException(part.file().address() + ": " + failure + "; " + part.progress());
            }
            pieces |= part.size() < part.file().bytes();
            pause(fruitless);
        }
    }

    /// Whether all bytes are there and right. Pieces may be of two versions of a file: these are dropped, to be fetched again.
    private static boolean isComplete(Part part, boolean mayMix) throws IOException {
        if (part.size() < part.file().bytes()) {
            return false;
        }
        String found = Digest.of(part.channel());
        if (found.equals(part.file().sha256())) {
            return true;
        }
        part.channel().truncate(0);
        if (mayMix) {
            return false;
        }
        throw new InvalidFile(
                part.target(),
                part.file().address() + " sends content of SHA-256 " + found + ", published was "
                        + part.file().sha256() + ": it was altered or replaced, nothing is kept");
    }

    /// @return why it ended early, if it did
    private String attempt(Part part) throws IOException {
        try {
            receive(part);
            return "the connection ended early or stalled";
        } catch (NotServed | InterruptedIOException e) {
            throw e;
        } catch (ConnectException _) { // without a reason of its own
            return "there is no connection to it: look at the network";
        } catch (IOException e) { // of the network: those of the disk are InvalidFile by now
            return InvalidFile.reason(e);
        }
    }

    private void receive(Part part) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(part.file().address()).timeout(patience.answer());
        if (part.size() > 0) {
            request.header("Range", "bytes=" + part.size() + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream body = response.body();
                StallWatch watch = new StallWatch(body, patience.stall())) {
            accept(response, part);
            copy(body, part, watch);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    /// Sets the part to where the answer begins.
    private static void accept(HttpResponse<?> response, Part part) throws IOException {
        int status = response.statusCode();
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (status == 200) {
            part.channel().truncate(0); // a server without ranges begins anew
        } else if (status == 416) {
            part.channel().truncate(0);
            throw new IOException("status 416, there is no such range");
        } else if (status == 206 && !range.startsWith("bytes " + part.size() + "-")) {
            throw new IOException("the range '" + range + "' in place of one from " + part.size());
        } else if (status / 100 == 3) {
            throw new NotServed(part.file().address() + ": is redirected in a circle, or from https to http");
        } else if (status == 429 || status / 100 == 5) {
            throw new IOException("status " + status);
        } else if (status != 206) {
            throw new NotServed(part.file().address() + ": status " + status + ", wanted 200: fetch it by hand");
        }
        part.channel().position(part.size());
    }

    /// Reads no byte more than were published: whether the right ones came, the digest decides.
    private static void copy(InputStream body, Part part, StallWatch watch) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = part.file().bytes() - part.size(); left > 0; ) {
            int step = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (step < 0) {
                return;
            }
            watch.received();
            write(ByteBuffer.wrap(buffer, 0, step), part);
            left -= step;
            part.listener().received(part.file(), part.size());
        }
    }

    private static void write(ByteBuffer bytes, Part part) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                part.out().write(bytes);
            }
        } catch (IOException e) {
            throw new InvalidFile(
                    part.target(), "cannot be written: " + InvalidFile.reason(e) + "; " + part.progress(), e);
        }
    }

    private void pause(int fruitless) throws InterruptedIOException {
        try {
            Thread.sleep(patience.pause().multipliedBy(fruitless));
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
