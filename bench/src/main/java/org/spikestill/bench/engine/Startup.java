package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spikestill.bench.Report;
import org.spikestill.bench.Statistics;
import tools.jackson.databind.node.ObjectNode;

/// From the start of a process to its first prediction: `./spikestill run MODEL IMAGE`, to its end, in turn with and
/// without the cache that the launcher makes when it builds; beside a bare JVM. And what a deployed model needs on disk.
public final class Startup {
    private static final int ROUNDS = 11;
    private static final String MODEL = "models/mnist-3conv2linear-t8-seed1.safetensors";
    private static final String IMAGE = "models/seven.png";

    /// Jars that run a model, by the beginnings of their names.
    private static final List<String> DEPLOYED =
            List.of("spikestill-model", "spikestill-runtime", "jackson-", "snakeyaml-engine");

    private Startup() {}

    /// @param arguments the name of the benchmark, then `--json FILE` or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("spikestill.home", ".")).toAbsolutePath();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Map<String, ProcessBuilder> variants = new LinkedHashMap<>();
        variants.put("run", run(home, ""));
        variants.put("run, without the cache", run(home, "-XX:AOTMode=off"));
        variants.put("bare JVM", new ProcessBuilder(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version"));
        String answer = output(variants.get("run")); // builds where that is needed
        require(answer.equals(output(variants.get("run, without the cache"))), "the cache changes the answer");
        require(answer.contains("class 7 after 8 steps"), "the answer is: " + answer);
        Map<String, double[]> millis = new LinkedHashMap<>();
        variants.keySet().forEach(name -> millis.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (var each : variants.entrySet()) {
                long start = System.nanoTime();
                output(each.getValue());
                millis.get(each.getKey())[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        Map<String, Statistics> timings = new LinkedHashMap<>();
        millis.forEach((name, values) -> timings.put(name, Statistics.of(values)));
        Report.print(timings);
        long bytes = deployed(home);
        System.out.printf("%njars that run a model: %,d bytes%n", bytes);
        ObjectNode report = Report.machine().put("rounds", ROUNDS).put("deployed_bytes", bytes);
        report.set(
                "variants",
                Report.variants(timings, _ -> timings.get("bare JVM").median()));
        if (arguments.length == 3 && arguments[1].equals("--json")) {
            Files.writeString(Path.of(arguments[2]), report.toPrettyString() + "\n");
        }
    }

    private static ProcessBuilder run(Path home, String flags) {
        ProcessBuilder process =
                new ProcessBuilder(home.resolve("spikestill").toString(), "run", MODEL, IMAGE).directory(home.toFile());
        process.environment().put("SPIKESTILL_JVM", flags);
        return process;
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes());
        require(process.waitFor() == 0, builder.command() + " fails");
        return output;
    }

    private static long deployed(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("cli/target/lib"))) {
            return jars.filter(jar -> DEPLOYED.stream()
                            .anyMatch(name -> jar.getFileName().toString().startsWith(name)))
                    .mapToLong(jar -> jar.toFile().length())
                    .sum();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
