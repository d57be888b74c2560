package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// SIGKILL at random moments of every phase of a run, and of the commands around it; each time the command that goes on ends in the bytes
/// of an undisturbed run.
public final class Kills {
    private static final int DEFAULT_KILLS = 100;

    private final Path root;
    private final Map<String, Integer> killed = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private int kills;

    private Kills(Path root) {
        this.root = root;
    }

    /// @param arguments the name of the benchmark, then the number of kills and the seed of their moments, or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_KILLS;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        Path root = Files.createTempDirectory("kills");
        Kills all = new Kills(root);
        try {
            all.run(most, new Random(seed));
            all.print(seed);
        } finally {
            Snapshot.delete(root);
        }
        System.exit(all.findings.isEmpty() ? 0 : 4);
    }

    private void run(int most, Random random) throws IOException, InterruptedException {
        Inputs inputs = Inputs.make(Files.createDirectories(root.resolve("input")));
        List<Chain> chains = chains(inputs);
        List<Chain> measured = new ArrayList<>();
        for (int i = 0; kills < most; i++) {
            Chain chain = chains.get(i % chains.size());
            if (!measured.contains(chain)) {
                chain.measure();
                measured.add(chain);
            }
            Chain.End end = chain.run(random, most - kills);
            end.kills().forEach(phase -> killed.merge(phase, 1, Integer::sum));
            end.findings().forEach(System.out::println);
            findings.addAll(end.findings());
            kills += end.kills().size();
            System.out.printf("%d kills, %d findings%n", kills, findings.size());
        }
    }

    /// Commands with one phase come first.
    private List<Chain> chains(Inputs inputs) {
        Path work = root.resolve("work");
        List<Scenario> scenarios = Scenario.all(inputs, work);
        List<Chain> chains = new ArrayList<>();
        for (Scenario each : scenarios.reversed()) {
            List<Phase> phases = switch (each.name()) {
                case "distill" -> Phase.ofDistillation();
                case "compare" -> Phase.ofTable();
                default -> Phase.ofOne(each.name());
            };
            chains.add(new Chain(each, phases, "report: |results: ", List.of(), root));
        }
        chains.add(new Chain(
                scenarios.getFirst(),
                Phase.ofUnpacking(),
                "expected to take",
                List.of("-Dorg.bytedeco.javacpp.cachedir=" + work.resolve("native")),
                root));
        return chains;
    }

    private void print(long seed) {
        System.out.printf("%nphase                        kills%n");
        killed.forEach((phase, count) -> System.out.printf("%-27s %6d%n", phase, count));
        System.out.printf("%d kills, seed %d; %d findings%n", kills, seed, findings.size());
    }
}
