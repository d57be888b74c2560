package org.spikestill.bench.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rules of Loihi in NumPy on batches of 100, see `bench/peers/device.py`, in a process of its own.
final class InNumPy implements Contender {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final Path data;

    /// @param python interpreter that has NumPy
    /// @param home folder of the project
    InNumPy(String python, Path home, Path model, List<float[]> samples) throws IOException {
        data = Files.createTempFile("spikestill-device", ".f32");
        ByteBuffer bytes = ByteBuffer.allocate(samples.size() * samples.getFirst().length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        samples.forEach(sample -> {
            for (float value : sample) {
                bytes.putFloat(value);
            }
        });
        Files.write(data, bytes.array());
        ProcessBuilder builder = new ProcessBuilder(
                        python, home.resolve("bench/peers/device.py").toString(), model.toString(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(threads, "1");
        }
        process = builder.start();
        requests = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "loihi in NumPy";
    }

    @Override
    public Answers run() throws IOException {
        requests.println();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("bench/peers/device.py ended before its time, see above");
        }
        JsonNode answer = JSON.readTree(line);
        List<Integer> classes = new ArrayList<>();
        answer.get("classes").forEach(each -> classes.add(each.intValue()));
        Map<String, Long> spikes = new LinkedHashMap<>();
        answer.get("spikes")
                .properties()
                .forEach(each -> spikes.put(each.getKey(), each.getValue().longValue()));
        return new Answers(classes, spikes, answer.get("ms").doubleValue());
    }

    @Override
    public void close() {
        requests.close();
        process.destroy();
        try {
            Files.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
