package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.file.ModelFile;

/// The smallest run in surroundings of many kinds, and two of everything at once: the same networks everywhere, and one line for the second of
/// two that want one folder.
public final class Environments {
    private static final List<String> MODELS =
            List.of("teacher.safetensors", "ann.safetensors", "converted.safetensors", "student.safetensors");
    private static final int MISUSE = 2;
    private static final int FINDINGS = 4;

    private final Path root;
    private final Inputs inputs;
    private final List<Check> checks = new ArrayList<>();

    /// Runs in one kind of surroundings.
    private interface Runs {
        /// @return reasons why they did not end as promised
        List<String> wrong() throws IOException, InterruptedException;
    }

    /// @param lacking reason why there are no such surroundings here; empty if there are
    private record Check(String name, String lacking, Runs runs) {}

    private Environments(Path root) throws IOException, InterruptedException {
        this.root = root;
        this.inputs = new Inputs(root.resolve("input"));
        Path nativeCache = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
        Path tools = Files.createDirectories(root.resolve("tools"));
        Path out = root.resolve("work").resolve("out");
        for (Environment each : Environment.all(nativeCache, tools, root.resolve("work"))) {
            checks.add(new Check(each.name(), each.lacking(), () -> run(each)));
        }
        checks.add(new Check("two first uses of the native libraries at once", "", this::firstUses));
        List<String> distill = inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", out);
        checks.add(new Check("two of distill into one folder at once", "", () -> {
            List<String> wrong = pair(distill);
            return wrong.isEmpty() ? differences(out) : wrong;
        }));
        List<String> compare = inputs.command("compare", inputs.file("table.yaml"), "--out", out);
        checks.add(new Check("two of compare into one folder at once", "", () -> pair(compare)));
    }

    /// @param arguments the name of the benchmark, then words of which a name has to hold one, or nothing for all
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments).subList(1, arguments.length);
        Path root = Files.createTempDirectory("environments");
        int code;
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x")); // other users read it
            code = new Environments(root).run(words);
        } finally {
            Snapshot.delete(root);
        }
        System.exit(code);
    }

    /// @return the exit code
    private int run(List<String> words) throws IOException, InterruptedException {
        List<Check> chosen = checks.stream()
                .filter(each -> words.isEmpty() || words.stream().anyMatch(each.name()::contains))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("no name holds one of " + words + ", there are "
                    + checks.stream().map(Check::name).toList());
            return MISUSE;
        }
        Inputs.make(Files.createDirectories(inputs.folder()));
        int findings = 0;
        for (Check each : chosen) {
            if (!each.lacking().isEmpty()) {
                System.out.printf("%-48s skipped: %s%n", each.name(), each.lacking());
                continue;
            }
            List<String> wrong = each.runs().wrong();
            System.out.printf("%-48s %s%n", each.name(), wrong.isEmpty() ? "as promised" : String.join("; ", wrong));
            findings += wrong.isEmpty() ? 0 : 1;
        }
        System.out.println(findings + " findings");
        return findings == 0 ? 0 : FINDINGS;
    }

    /// The folder of a command, empty, which every user may write.
    private Path fresh() throws IOException {
        Path work = Trial.fresh(root);
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        return work;
    }

    private List<String> run(Environment environment) throws IOException, InterruptedException {
        Path run = fresh().resolve(environment.folder());
        Child child =
                new Child(environment, inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", run));
        int exit = child.end();
        return exit == 0 ? differences(run) : List.of("exit " + exit + ": " + child.text());
    }

    /// Model files that are not those of the undisturbed run. They name the processors they were made on: where these are others, networks
    /// and weights are compared.
    private List<String> differences(Path run) throws IOException {
        List<String> differences = new ArrayList<>();
        for (String model : MODELS) {
            Path wanted = inputs.file("run").resolve(model);
            if (Files.mismatch(run.resolve(model), wanted) >= 0
                    && !onOtherProcessors(ModelFile.read(run.resolve(model)), ModelFile.read(wanted))) {
                differences.add("other bytes: " + model);
            }
        }
        return differences;
    }

    private static boolean onOtherProcessors(ModelFile found, ModelFile wanted) {
        return !found.provenance().hardware().equals(wanted.provenance().hardware())
                && found.network().equals(wanted.network())
                && found.weights().equals(wanted.weights());
    }

    /// Two processes that unpack the native libraries into one empty folder at once.
    private List<String> firstUses() throws IOException, InterruptedException {
        Path work = fresh();
        List<String> flags = List.of("-Dorg.bytedeco.javacpp.cachedir=" + work.resolve("native"));
        List<Child> children = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            children.add(new Child(
                    flags,
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
        return differences;
    }

    /// Two processes with one folder of results: one makes them, the other refuses in one line.
    private List<String> pair(List<String> command) throws IOException, InterruptedException {
        Path work = fresh();
        Child one = new Child(List.of(), command);
        Child other = new Child(List.of(), command);
        List<Integer> exits = List.of(one.end(), other.end());
        if (!exits.contains(0) || !exits.contains(3)) {
            return List.of("exit codes " + exits + ": " + one.text() + "; " + other.text());
        }
        String refused = (exits.getFirst() == 0 ? other : one).text();
        boolean named = refused.lines().toList().getLast().startsWith("spikestill: " + work);
        return named && !refused.contains("\tat ") ? List.of() : List.of("the second said: " + refused);
    }
}
