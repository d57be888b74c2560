package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.bench.Report;
import org.spikestill.bench.Statistics;
import tools.jackson.databind.node.ObjectNode;

/// Published students with and without the incubating vector module: processes of their own, side by side, in turn. Logits are
/// compared before times, which are of the thread's processor.
public final class WithoutVectors {
    private static final int PROCESSES = 3;

    /// Published students by model file, with their data.
    private static final Map<String, String> STUDENTS = Map.of(
            "models/cifar10-3conv2linear.safetensors", "cifar10",
            "models/mnist-3conv2linear-t8-seed1.safetensors", "mnist");

    private static final List<String> MODULE = List.of("--add-modules=jdk.incubator.vector");
    private static final List<String> PLAIN = List.of();

    private WithoutVectors() {}

    /// @param kernels that ran, and why
    /// @param checksum of all logits
    private record Run(String kernels, String checksum, List<Double> millis) {}

    /// @param arguments the name of the benchmark, then `--json FILE` or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("spikestill.home", ".")).toAbsolutePath();
        ObjectNode report = Report.machine().put("processes", PROCESSES);
        for (Map.Entry<String, String> student : STUDENTS.entrySet()) {
            String model = home.resolve(student.getKey()).toString();
            Map<String, List<Double>> millis = new LinkedHashMap<>();
            for (int process = 0; process < PROCESSES; process++) {
                Run vectors = run(MODULE, model, student.getValue());
                Run plain = run(PLAIN, model, student.getValue());
                if (!vectors.checksum().equals(plain.checksum())) {
                    throw new IllegalStateException(student.getKey() + ": the kernels give different logits");
                }
                millis.computeIfAbsent(vectors.kernels().split(":")[0], _ -> new ArrayList<>())
                        .addAll(vectors.millis());
                millis.computeIfAbsent(plain.kernels().split(":")[0], _ -> new ArrayList<>())
                        .addAll(plain.millis());
            }
            Map<String, Statistics> timings = Statistics.of(millis);
            System.out.println(student.getKey());
            Report.print(timings);
            List<Statistics> both = List.copyOf(timings.values());
            double ratio = both.getLast().median() / both.getFirst().median();
            System.out.printf("without the module %.2f times the time%n%n", ratio);
            report.set(
                    student.getKey(),
                    Report.variants(timings, _ -> both.getFirst().min()));
        }
        if (arguments.length == 3 && arguments[1].equals("--json")) {
            Files.writeString(Path.of(arguments[2]), report.toPrettyString() + "\n");
        }
    }

    private static Run run(List<String> flags, String model, String data) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Deployed.class.getName(), model, data));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the process " + command + " fails");
        }
        List<String> lines = output.lines().toList();
        return new Run(
                lines.getFirst(),
                lines.get(1),
                lines.stream().skip(2).map(Double::valueOf).toList());
    }
}
