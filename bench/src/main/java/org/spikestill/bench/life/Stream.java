package org.spikestill.bench.life;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;

/// A stream without end, for a million ticks: allocated bytes of the thread and resident memory, a tenth at a time.
public final class Stream {
    private static final int TENTHS = 10;
    private static final int USUAL = 1_000_000;
    private static final int EVENTS = 40;
    private static final int FRAMES = 64;
    private static final String MODEL = "models/mnist-3conv2linear-t8-seed1.safetensors";

    private Stream() {}

    /// @param arguments the name of the benchmark, then `--ticks N` or nothing for a million
    public static void main(String[] arguments) throws IOException {
        boolean given = arguments.length == 3 && arguments[1].equals("--ticks");
        int ticks = given ? Integer.parseInt(arguments[2]) : USUAL;
        Path file = Path.of(System.getProperty("spikestill.home", ".")).resolve(MODEL);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Engine engine = Engine.load(file)) {
            int[][] frames = frames(engine.network().frame().elements());
            Session session = engine.open();
            session.beginEndless(engine.network().ticks());
            System.out.println("   ticks  allocated bytes  resident MB  µs a tick");
            for (int tenth = 0; tenth < TENTHS; tenth++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                long start = System.nanoTime();
                for (int tick = 0; tick < ticks / TENTHS; tick++) {
                    session.step(frames[tick % FRAMES], EVENTS);
                }
                double micros = (System.nanoTime() - start) / 1e3 / (ticks / TENTHS);
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                System.out.printf(
                        "%8d %16d %12.1f %10.1f%n",
                        session.ticksRun(), allocated, Footing.now().residentBytes() / 1e6, micros);
            }
        }
    }

    private static int[][] frames(int elements) {
        Random random = new Random(1);
        int[][] frames = new int[FRAMES][EVENTS];
        for (int[] frame : frames) {
            for (int i = 0; i < EVENTS; i++) {
                frame[i] = random.nextInt(elements);
            }
        }
        return frames;
    }
}
