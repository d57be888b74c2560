package org.spikestill.bench.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.sweep.CompareTable;
import org.spikestill.lab.sweep.Comparison;
import org.spikestill.lab.sweep.Row;
import org.spikestill.model.settings.Settings;

/// A table of small runs in one process: memory, native objects and descriptors after each run.
public final class Table {
    private static final int DEFAULT_RUNS = 50;
    private static final int SHOWN = 10;

    private Table() {}

    /// @param arguments the name of the benchmark, then `--runs N` or nothing
    public static void main(String[] arguments) throws IOException {
        boolean given = arguments.length == 3 && arguments[1].equals("--runs");
        int runs = given ? Integer.parseInt(arguments[2]) : DEFAULT_RUNS;
        Path folder = Files.createTempDirectory("table");
        try {
            run(folder, runs);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String table(int runs) {
        return """
                settings:
                  data: strokes:train=200,test=40,size=16
                  method: hybrid
                  ann: {training: {epochs: 1, batch: 20}}
                  conversion: {thresholdScales: [1], balance: {samples: 16}}
                  student: {architecture: "3conv2linear:width=0.1", ticks: 2, training: {epochs: 1, batch: 20}}
                seeds: [%s]
                """.formatted(
                        IntStream.rangeClosed(1, runs).mapToObj(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static void run(Path folder, int runs) throws IOException {
        Path file = Files.writeString(folder.resolve("table.yaml"), table(runs));
        Comparison comparison = new Comparison(
                Settings.readDocument(CompareTable.class, file), folder.resolve("out"), Optional.empty());
        System.out.println("after run  seconds  resident MB  live MB  native objects  mappings  descriptors");
        List<Row> rows = comparison.rows();
        for (int i = 0; i < rows.size(); i++) {
            long start = System.nanoTime();
            comparison.make(rows.get(i), Progress.silent(), new CancellationToken());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (i == 0 || (i + 1) % (Math.max(SHOWN, runs) / SHOWN) == 0) {
                Footing footing = Footing.now();
                System.out.printf(
                        "%9d %8.2f %12.1f %8.1f %15d %9d %12d%n",
                        i + 1,
                        seconds,
                        footing.residentBytes() / 1e6,
                        footing.liveBytes() / 1e6,
                        Pointer.totalCount(),
                        footing.mappings(),
                        footing.descriptors());
            }
        }
        comparison.write();
    }
}
