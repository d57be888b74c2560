package org.spikestill.bench.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A command that is disturbed, and the command that goes on after it.
///
/// @param name in the tally
/// @param begin its arguments
/// @param begun file whose presence means that `again` goes on, instead of `begin`
/// @param again arguments of the command that goes on
record Scenario(String name, List<String> begin, Path begun, List<String> again) {
    Scenario {
        begin = List.copyOf(begin);
        again = List.copyOf(again);
    }

    List<String> next() {
        return Files.exists(begun) ? again : begin;
    }

    /// Commands on the files of [Inputs], which write to a folder of their own: all that a run goes through.
    static List<Scenario> all(Inputs inputs, Path work) {
        Path run = work.resolve("run");
        Path table = work.resolve("table");
        List<String> compare = inputs.command("compare", inputs.file("table.yaml"), "--out", table);
        List<String> resumed = new ArrayList<>(compare);
        resumed.add("--resume");
        return List.of(
                new Scenario(
                        "distill",
                        inputs.command("distill", "--recipe", inputs.file("recipe.yaml"), "--out", run),
                        run.resolve("recipe.json"),
                        inputs.command("distill", "--resume", run)),
                new Scenario("compare", compare, table.resolve("runs"), resumed),
                repeated(
                        "convert",
                        inputs.command(
                                "convert",
                                inputs.file("ann.safetensors"),
                                "--data=mnist",
                                "--method=threshold-balancing",
                                "--ticks=2",
                                "--out",
                                work.resolve("converted.safetensors"))),
                repeated(
                        "evaluate",
                        inputs.command(
                                "evaluate",
                                inputs.file("student.safetensors"),
                                "--data=mnist",
                                "--predictions",
                                work.resolve("predictions.csv"))),
                repeated("export", export(inputs, "nir:reset=subtract", work.resolve("student.nir"))),
                repeated("export", export(inputs, "onnx", work.resolve("student.onnx"))),
                repeated("export", export(inputs, "c", work.resolve("student.c"))),
                repeated(
                        "import",
                        List.of(
                                "import",
                                inputs.file("student.nir").toString(),
                                "--out",
                                work.resolve("imported.safetensors").toString())));
    }

    private static List<String> export(Inputs inputs, String format, Path out) {
        return List.of(
                "export", inputs.file("student.safetensors").toString(), "--format=" + format, "--out", out.toString());
    }

    private static Scenario repeated(String name, List<String> command) {
        return new Scenario(name, command, Path.of("never-there"), command);
    }
}
