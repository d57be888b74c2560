package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The smallest distillation by layers there is, in a folder of each test's own.
abstract class TinyRuns {
    static final String DATA = "strokes:train=60,test=20,size=16";

    /// Networks of a width below one channel a layer; a teacher and its training are named where a method has one.
    private static final String RECIPE = """
            method: lasnn
            data: {type: strokes, train: 60, test: 20, size: 16}
            ann: {training: {epochs: 1, batch: 16}}
            student: {architecture: {type: 3conv2linear, width: 0.05}, ticks: 2, training: {epochs: 1, batch: 16}}
            """;

    private static final String TEACHER =
            "teacher: {architecture: \"3conv2linear:width=0.05\", training: {epochs: 1, batch: 16}}\n";

    @TempDir
    Path folder;

    Path out() {
        return folder.resolve("run");
    }

    static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    Path tiny(boolean teacher) throws IOException {
        return Files.writeString(folder.resolve("tiny.yaml"), teacher ? TEACHER + RECIPE : RECIPE);
    }

    /// A run with a teacher, with more options behind it.
    Outcome distill(Object... more) throws IOException {
        return run(tiny(true), more);
    }

    /// A run of a method without a teacher.
    Outcome untaught(Object... more) throws IOException {
        return run(tiny(false), more);
    }

    private Outcome run(Path recipe, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("distill", "--recipe", recipe));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--out")) {
            arguments.addAll(List.of("--out", out()));
        }
        return Outcome.of(arguments.toArray());
    }
}
