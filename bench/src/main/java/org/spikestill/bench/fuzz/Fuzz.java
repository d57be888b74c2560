package org.spikestill.bench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Damaged inputs for every reader: each has to be read or refused, within 5 s and 256 MB.
public final class Fuzz {
    private static final int DEFAULT_INPUTS = 1_000_000;

    private Fuzz() {}

    /// @param arguments the name of the benchmark, then `--count N` (inputs over all readers) and `--seed N`, or nothing
    public static void main(String[] arguments) throws IOException {
        int inputs = DEFAULT_INPUTS;
        long seed = 1;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--count" -> inputs = Integer.parseInt(arguments[i + 1]);
                case "--seed" -> seed = Long.parseLong(arguments[i + 1]);
                default -> throw new IllegalArgumentException("'" + arguments[i] + "': give --count N or --seed N");
            }
        }
        List<Tally> tallies = tallies(inputs, seed);
        tallies.forEach(tally -> tally.findings().stream().limit(3).forEach(System.out::println));
        int findings =
                tallies.stream().mapToInt(tally -> tally.findings().size()).sum();
        System.out.printf("%n%,d inputs, seed %d: %d findings%n", inputs, seed, findings);
        System.exit(findings == 0 ? 0 : 4);
    }

    private static List<Tally> tallies(int inputs, long seed) throws IOException {
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "fuzz")
                : Files.createTempDirectory("fuzz");
        try {
            System.out.println("reader                          taken    refused slowest ms    most MB  findings");
            List<Target> targets = new Targets(folder).all();
            List<Tally> tallies = new ArrayList<>();
            for (Target target : targets) {
                Tally tally = Tally.of(target, (inputs + targets.size() - 1) / targets.size(), seed);
                System.out.println(tally.line());
                tallies.add(tally);
            }
            return tallies;
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
