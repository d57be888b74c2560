package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherFile;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Commands about trained teachers in files.
@Command(
        name = "teacher",
        description = "Looks at trained teachers: model files, ONNX, TorchScript.",
        subcommands = TeacherCommand.ListTaps.class)
final class TeacherCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.MISUSE.code();
    }

    /// Lists the outputs that losses can read.
    @Command(
            name = "list-taps",
            description = {
                "Lists the outputs of a teacher that losses can read, with their shapes: names for --pairs.",
                "TorchScript files are programs: open them from trusted sources only."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class ListTaps implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "Trained teacher.")
        private Path file;

        @Option(
                names = "--sample",
                paramLabel = "N",
                split = ",",
                description = "Shape of a sample, such as 3,32,32, where the file does not hold it.")
        private List<Integer> sample = List.of();

        @Mixin
        private OutputForm form;

        /// @param activations outputs behind a nonlinearity, which are paired by themselves
        private record Listing(Shape input, Map<String, Shape> taps, List<String> activations) {}

        @Override
        public Integer call() {
            try (Teacher teacher = new TeacherFile(file, List.of(), List.of()).open(shape())) {
                Taps taps = teacher.taps();
                Listing listing = new Listing(taps.input(), taps.maps(), taps.activations());
                form.print(spec, listing, () -> text(taps));
            }
            return ExitCode.DONE.code();
        }

        private static String text(Taps taps) {
            TextTable table = new TextTable("tap", "shape", "paired by itself");
            taps.maps()
                    .forEach((name, shape) ->
                            table.row(name, shape, taps.activations().contains(name) && shape.isMap() ? "yes" : ""));
            return "takes " + taps.input() + "\n\n" + table;
        }

        private Shape shape() {
            return sample.isEmpty() ? stored() : new Shape(sample);
        }

        private Shape stored() {
            return switch (TeacherFile.format(file)) {
                case MODEL -> ModelFile.read(file).network().input();
                case ONNX -> fixed(OnnxGraph.read(file).inputs());
                case TORCH_SCRIPT -> throw unknown();
            };
        }

        private Shape fixed(List<OnnxGraph.Value> inputs) {
            List<Long> sizes = inputs.isEmpty() ? List.of() : inputs.getFirst().sizes();
            if (sizes.size() < 2 || sizes.stream().skip(1).anyMatch(size -> size < 1 || size > Integer.MAX_VALUE)) {
                throw unknown();
            }
            return new Shape(sizes.stream().skip(1).map(Long::intValue).toList());
        }

        private InvalidSettings unknown() {
            return new InvalidSettings(
                    file + " does not hold the shape of a sample: name it with --sample, as in --sample 3,32,32");
        }
    }
}
