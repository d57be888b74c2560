package org.spikestill.bench.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Damage that is guided by coverage: Jazzer mutates the good input of one reader, keeps every input that reaches new branches of ours, and
/// stops at the first finding. Bounds are those of [Tally].
public final class Guided {
    private static final String READER = "spikestill.reader";

    /// Set once, since Jazzer calls static methods.
    private static Target target;

    private Guided() {}

    /// @param arguments the name of the benchmark, the name of the reader, and flags of Jazzer and libFuzzer such as `-max_total_time=600`
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("guided");
        List<Target> targets = new Targets(folder).all();
        List<Target> named = arguments.length < 2
                ? List.of()
                : targets.stream()
                        .filter(each -> each.name().equals(arguments[1]))
                        .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException(
                    "name a reader: " + targets.stream().map(Target::name).toList());
        }
        System.setProperty(READER, arguments[1]);
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Files.write(corpus.resolve("good"), named.getFirst().good().bytes());
        List<String> flags = new ArrayList<>(List.of(
                "--target_class=" + Guided.class.getName(),
                "--instrumentation_includes=org.spikestill.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-rss_limit_mb=0"));
        flags.addAll(Stream.of(arguments).skip(2).toList());
        flags.add(corpus.toString());
        Jazzer.main(flags.toArray(String[]::new));
    }

    /// Called by Jazzer before the first input.
    public static void fuzzerInitialize() throws IOException {
        String reader = System.getProperty(READER);
        target = new Targets(Files.createTempDirectory("guided"))
                .all().stream()
                        .filter(each -> each.name().equals(reader))
                        .findFirst()
                        .orElseThrow();
    }

    /// Called by Jazzer for each input.
    public static void fuzzerTestOneInput(byte[] input) {
        Tally.Reading reading = Tally.Reading.of(target, input);
        if (!reading.withinBounds()) {
            throw new IllegalStateException(reading.text());
        }
    }
}
