package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The smallest run in surroundings of many kinds, and two of everything at once: the same networks everywhere, and one line for the second of
/// two that want one folder.
public final class Environments {
    private static final List<String> MODELS =
            List.of("teacher.safetensors", "ann.safetensors", "converted.safetensors", "student.safetensors");

    private final Path root;
    private final Inputs inputs;
    private int findings;

    private Environments(Path root, Inputs inputs) {
        this.root = root;
        this.inputs = inputs;
    }

    /// @param arguments the name of the benchmark, then `--pairs` for the commands at once alone, or nothing
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("environments");
        try {
            Environments all = new Environments(root, Inputs.make(Files.createDirectories(root.resolve("input"))));
            if (arguments.length < 2) {
                for (Environment each : Environment.all(Path.of(System.getProperty("user.home"), ".javacpp", "cache")
                        .toString())) {
                    all.run(each);
                }
                all.firstUses();
            }
            Path out = root.resolve("work").resolve("out");
            Inputs inputs = all.inputs;
            all.pair("distill", inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", out));
            all.pair("compare", inputs.command("compare", inputs.file("table.yaml"), "--out", out));
            System.out.println(all.findings + " findings");
            System.exit(all.findings == 0 ? 0 : 4);
        } finally {
            Snapshot.delete(root);
        }
    }

    private void run(Environment environment) throws IOException, InterruptedException {
        Path run = Trial.fresh(root).resolve(environment.folder());
        Child child = new Child(
                environment.flags(),
                environment.variables(),
                inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", run));
        int exit = child.end();
        tell(environment.name(), exit == 0 ? differences(run) : List.of("exit " + exit + ": " + child.text()));
    }

    /// Networks that are not those of the undisturbed run.
    private List<String> differences(Path run) throws IOException {
        List<String> differences = new ArrayList<>();
        for (String model : MODELS) {
            if (Files.mismatch(run.resolve(model), inputs.file("run").resolve(model)) >= 0) {
                differences.add("other bytes: " + model);
            }
        }
        return differences;
    }

    /// Two processes that unpack the native libraries into one empty folder at once.
    private void firstUses() throws IOException, InterruptedException {
        Path work = Trial.fresh(root);
        List<String> flags = List.of("-Dorg.bytedeco.javacpp.cachedir=" + work.resolve("native"));
        List<Child> children = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            children.add(new Child(
                    flags,
                    Map.of(),
                    inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", work.resolve(name))));
        }
        List<String> differences = new ArrayList<>();
        for (Child child : children) {
            int exit = child.end();
            if (exit != 0) {
                differences.add("exit " + exit + ": " + child.text());
            }
        }
        if (differences.isEmpty()) {
            differences.addAll(differences(work.resolve("one")));
            differences.addAll(differences(work.resolve("other")));
        }
        tell("two first uses of the native libraries at once", differences);
    }

    /// Two processes with one folder of results: one makes them, the other refuses in one line.
    private void pair(String name, List<String> command) throws IOException, InterruptedException {
        Path work = Trial.fresh(root);
        Child one = new Child(List.of(), Map.of(), command);
        Child other = new Child(List.of(), Map.of(), command);
        List<Integer> exits = List.of(one.end(), other.end());
        List<String> wrong = new ArrayList<>();
        if (!exits.contains(0) || !exits.contains(3)) {
            wrong.add("exit codes " + exits + ": " + one.text() + "; " + other.text());
        } else {
            String refused = (exits.getFirst() == 0 ? other : one).text();
            String last = refused.lines().toList().getLast();
            if (!last.startsWith("spikestill: " + work) || refused.contains("\tat ")) {
                wrong.add("the second said: " + refused);
            }
            if (name.equals("distill")) {
                wrong.addAll(differences(work.resolve("out")));
            }
        }
        tell("two of " + name + " into one folder at once", wrong);
    }

    private void tell(String name, List<String> wrong) {
        System.out.printf("%-48s %s%n", name, wrong.isEmpty() ? "as promised" : String.join("; ", wrong));
        findings += wrong.isEmpty() ? 0 : 1;
    }
}
