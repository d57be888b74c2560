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

/// The dense runtimes, in a process of their own that works when it is asked to.
final class Peers implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    private Peers(Process process) {
        this.process = process;
        requests = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Where `bench/peers/inference.sh` puts them.
    private static Path python(Path home) {
        return home.resolve("bench/target/peers-inference/bin/python");
    }

    static boolean areInstalled(Path home) {
        return Files.isExecutable(python(home));
    }

    /// @param widths of the convolutions
    static Peers start(Path home, int... widths) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                python(home).toString(),
                home.resolve("bench/peers/inference.py").toString()));
        for (int width : widths) {
            command.add(String.valueOf(width));
        }
        return new Peers(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /// Milliseconds per image, by variant.
    Map<String, Double> round(int images) throws IOException {
        requests.println(images);
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("bench/peers/inference.py ended before its time");
        }
        Map<String, Double> millis = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : JSON.readTree(line).properties()) {
            millis.put(each.getKey(), each.getValue().doubleValue());
        }
        return millis;
    }

    @Override
    public void close() {
        requests.close(); // the end of its input ends it
        process.destroy();
    }
}
