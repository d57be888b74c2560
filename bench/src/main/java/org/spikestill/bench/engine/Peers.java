package org.spikestill.bench.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dense runtimes, in a process of their own that runs on request.
final class Peers implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    private final Map<String, Double> accuracy;
    private final Map<String, Double> gigabytes;

    private Peers(Process process) throws IOException {
        this.process = process;
        requests = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
        JsonNode told = answer();
        accuracy = numbers(told.get("accuracy"));
        gigabytes = numbers(told.get("gigabytes"));
    }

    /// The folder in which `bench/peers/inference.sh` installs them.
    private static Path python(Path home) {
        return home.resolve("bench/target/peers-inference/bin/python");
    }

    static boolean areInstalled(Path home) {
        return Files.isExecutable(python(home));
    }

    /// On the benchmarked shape with random weights.
    ///
    /// @param widths of the convolutions
    static Peers onWidths(Path home, List<Integer> widths) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("widths"));
        widths.forEach(width -> arguments.add(String.valueOf(width)));
        return start(home, arguments);
    }

    /// On a trained network.
    ///
    /// @param samples scaled images in 32-bit floats: those to calibrate on, then those with labels
    /// @param labels one byte each
    static Peers onNetwork(Path home, Path ann, Path samples, Path labels) throws IOException {
        return start(home, List.of("ann", ann.toString(), samples.toString(), labels.toString()));
    }

    private static Peers start(Path home, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                python(home).toString(),
                home.resolve("bench/peers/inference.py").toString()));
        command.addAll(arguments);
        return new Peers(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("bench/peers/inference.py ended before its time");
        }
        return JSON.readTree(line);
    }

    private static Map<String, Double> numbers(JsonNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties()
                .forEach(each -> numbers.put(each.getKey(), each.getValue().doubleValue()));
        return numbers;
    }

    /// Share of test samples classified right, by variant, and by the network itself as `exact`; empty for random
    /// weights.
    Map<String, Double> accuracy() {
        return accuracy;
    }

    /// Peak memory of a process that only runs one variant, by variant.
    Map<String, Double> gigabytes() {
        return gigabytes;
    }

    /// Milliseconds per image, by variant.
    ///
    /// @param first number of the first image
    Map<String, Double> round(int first, int images) throws IOException {
        requests.println(first + " " + images);
        return numbers(answer());
    }

    @Override
    public void close() {
        requests.close(); // the end of its input ends it
        process.destroy();
    }
}
