package org.spikestill.bench.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikestill.bench.Report;
import org.spikestill.bench.Statistics;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.device.Device;
import tools.jackson.databind.node.ObjectNode;

/// Images per second of a network's emulation in the integers of each device, beside the float engine and an emulation in NumPy, one thread
/// each. Classes and spikes of all are compared first; a difference is exit code 4.
public final class DeviceBenchmark {
    private static final int IMAGES = 1000;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 7;

    private DeviceBenchmark() {}

    /// @param arguments the name of the benchmark, then `--model FILE`, `--data NAME`, `--json FILE`, or nothing
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("spikestill.home"));
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            if (!List.of("--model", "--data", "--json").contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "'" + arguments[i] + "': give --model FILE, --data NAME or --json FILE");
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        Path model = Optional.ofNullable(options.get("--model"))
                .map(Path::of)
                .orElse(home.resolve("models/mnist-chipnet-t8-seed1.safetensors"));
        List<float[]> samples = samples(DataSource.catalog().parse(options.getOrDefault("--data", "mnist")));
        List<Contender> contenders = contenders(home, model, samples);
        try {
            if (!agree(contenders)) {
                System.exit(4);
            }
            Map<String, Statistics> timings = timings(contenders);
            print(timings, samples.size());
            Optional.ofNullable(options.get("--json")).ifPresent(file -> {
                ObjectNode report =
                        Report.machine().put("model", model.getFileName().toString());
                report.put("images", samples.size()).set("variants", Report.variants(timings, _ -> 0));
                AtomicFile.write(Path.of(file), report.toPrettyString() + "\n");
            });
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static List<float[]> samples(DataSource source) throws IOException {
        DataSource.Opened opened = source.open(Optional.empty());
        try (Dataset _ = opened.train();
                Dataset test = opened.test()) {
            List<float[]> samples = new ArrayList<>();
            for (int i = 0; i < Math.min(IMAGES, test.size()); i++) {
                float[] sample = new float[test.sample().elements()];
                test.read(i, sample);
                samples.add(sample);
            }
            return samples;
        }
    }

    private static List<Contender> contenders(Path home, Path file, List<float[]> samples) throws IOException {
        ModelFile model = ModelFile.read(file);
        List<Contender> all = new ArrayList<>();
        all.add(new OnEngine("float engine", Engine.of(model.network(), model.weights()), samples));
        for (String name : Device.catalog().names()) {
            Device device = Device.catalog().parse(name);
            all.add(new OnEngine(name, Engine.on(device, model.network(), model.weights()), samples));
        }
        String python = System.getenv("SPIKESTILL_PYTHON");
        if (python == null) {
            System.out.println("without NumPy: SPIKESTILL_PYTHON names no interpreter");
        } else {
            all.add(new InNumPy(python, home, file, samples));
        }
        return all;
    }

    private static boolean agree(List<Contender> contenders) throws IOException {
        Answers first = contenders.getFirst().run();
        System.out.println("spikes of the float engine: " + new TreeMap<>(first.spikes()));
        boolean agree = true;
        for (Contender other : contenders.subList(1, contenders.size())) {
            Answers answers = other.run();
            boolean same = answers.agreesWith(first);
            System.out.println(
                    other.name() + (same ? ": the same classes and spikes" : " differs: " + answers.spikes()));
            agree &= same;
        }
        return agree;
    }

    /// In turn, so that a change of the machine's speed meets all.
    private static Map<String, Statistics> timings(List<Contender> contenders) throws IOException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                double time = contender.run().millis();
                if (round >= 0) {
                    millis.computeIfAbsent(contender.name(), _ -> new ArrayList<>())
                            .add(time);
                }
            }
        }
        return Statistics.of(millis);
    }

    private static void print(Map<String, Statistics> timings, int images) {
        double engine = timings.values().iterator().next().median();
        System.out.printf("%n%-16s %10s %10s %10s %10s%n", "", "images/s", "least", "most", "engine's");
        timings.forEach((name, each) -> System.out.printf(
                "%-16s %,10.0f %,10.0f %,10.0f %9.2f×%n",
                name,
                1e3 * images / each.median(),
                1e3 * images / each.max(),
                1e3 * images / each.min(),
                engine / each.median()));
        System.out.println("by processor time of one thread");
    }
}
