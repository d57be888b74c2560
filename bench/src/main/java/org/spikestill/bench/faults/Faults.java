package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every operation of small runs on the file system fails once, in turn. After each, the command says in one line why it ended, or goes on;
/// no file is half-written; and the command that goes on ends in the bytes of an undisturbed run. Runs on [FaultyProvider].
///
/// Transfers that are short or end early, which are no failures, happen at each [#SHORT]-th operation only. So do all faults of a table,
/// whose runs consist of the operations of a distillation.
public final class Faults {
    private static final int SHORT = 8;

    private final Path root;
    private final Trigger trigger;
    private final int every;
    private final List<Trial> trials = new ArrayList<>();

    private Faults(Path root, Trigger trigger, int every) {
        this.root = root;
        this.trigger = trigger;
        this.every = every;
    }

    /// @param arguments the name of the benchmark, then `--every N` (each N-th operation alone) and `--only NAME` (one command)
    public static void main(String[] arguments) throws IOException {
        int every = 1;
        String only = "";
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--every" -> every = Integer.parseInt(arguments[i + 1]);
                case "--only" -> only = arguments[i + 1];
                default -> throw new IllegalArgumentException("'" + arguments[i] + "': give --every N or --only NAME");
            }
        }
        if (!(FileSystems.getDefault().provider() instanceof FaultyProvider provider)) {
            throw new IllegalStateException(
                    "start with -Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName());
        }
        Path memory = Path.of("/dev/shm");
        Path root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "faults")
                : Files.createTempDirectory("faults");
        long findings;
        try {
            Faults faults = new Faults(root, provider.trigger(), every);
            faults.run(only);
            findings = faults.print();
        } finally {
            Snapshot.delete(root);
        }
        System.exit(findings == 0 ? 0 : 4);
    }

    /// @param only name of the command; all of them if it is empty
    private void run(String only) throws IOException {
        Inputs inputs = Inputs.make(Files.createDirectories(root.resolve("input")));
        for (Scenario scenario : Scenario.all(inputs, root.resolve("work"))) {
            if (only.isEmpty() || only.equals(scenario.name())) {
                run(scenario);
            }
        }
    }

    private void run(Scenario scenario) throws IOException {
        Path work = Trial.fresh(root);
        trigger.arm(root, -1, Fault.NONE);
        Ending.of(scenario.begin()).require();
        List<Operation> operations = trigger.seen();
        Snapshot wanted = Snapshot.of(work);
        long before = descriptors();
        int first = trials.size();
        int step = scenario.name().equals("compare") ? every * SHORT : every;
        for (int number = 0; number < operations.size(); number += step) {
            for (Fault fault : faults(operations.get(number).kind(), number)) {
                List<Trial> trial = Trial.of(scenario, number, fault, trigger, root, wanted);
                trial.forEach(each -> each.findings().forEach(System.out::println));
                trials.addAll(trial);
            }
        }
        System.out.printf(
                "%s: %d operations, %d faults; %d descriptors before, %d after%n",
                scenario.name(), operations.size(), trials.size() - first, before, descriptors());
    }

    private static List<Fault> faults(Operation.Kind kind, int number) {
        return number % SHORT == 0 ? kind.faults() : kind.faults().subList(0, 1);
    }

    private static long descriptors() throws IOException {
        System.gc(); // mapped files close with their arenas
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /// @return number of faults with findings
    private long print() {
        Map<Operation.Kind, List<Trial>> byKind = new EnumMap<>(Operation.Kind.class);
        trials.forEach(each ->
                byKind.computeIfAbsent(each.kind(), _ -> new ArrayList<>()).add(each));
        System.out.println("\noperation         faults  went on  refused in one line, then resumed  findings");
        byKind.forEach((kind, of) -> System.out.println(line(kind.name().toLowerCase(), of)));
        System.out.println(line("all", trials));
        return trials.stream().filter(each -> !each.findings().isEmpty()).count();
    }

    private static String line(String name, List<Trial> trials) {
        long refused = trials.stream().filter(Trial::refused).count();
        long findings =
                trials.stream().filter(each -> !each.findings().isEmpty()).count();
        return "%-16s %7d %8d %34d %9d"
                .formatted(name.replace('_', ' '), trials.size(), trials.size() - refused, refused, findings);
    }
}
