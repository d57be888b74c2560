package org.spikestill.lab.torch;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// The native library: loaded once, with a fixed number of threads, since sums depend on how work is split.
public final class Torch {
    private static final int THREADS = start();

    private Torch() {}

    /// Threads that convolutions and kernels share: `-Dspikestill.threads`, else all cores.
    public static int threads() {
        return THREADS;
    }

    /// The binding and its version, for provenance.
    public static String version() {
        try {
            return "org.bytedeco:pytorch " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException _) {
            return "org.bytedeco:pytorch, version unknown"; // a repackaged jar without its Maven metadata
        }
    }

    /// Makes sure that the library is loaded.
    static void ready() {
        assert THREADS > 0;
    }

    private static void unpack() {
        try {
            NativeCache.ofBinding().unpack(NativeCache.folders());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "there is no folder to unpack the native library to: name one with"
                            + " SPIKESTILL_JVM=-Dorg.bytedeco.javacpp.cachedir=DIR",
                    e);
        }
    }

    private static int start() {
        int threads =
                Integer.getInteger("spikestill.threads", Runtime.getRuntime().availableProcessors());
        unpack();
        Loader.load(torch.class);
        torch.set_num_threads(threads);
        NativeExit.endBeforeDestructors();
        return threads;
    }
}
