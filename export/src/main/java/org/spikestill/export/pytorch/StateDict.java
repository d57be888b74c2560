package org.spikestill.export.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.export.Importer;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// A PyTorch `state_dict` in safetensors: tensors by the names of their modules, F32, F16, BF16 or F64. The network around them is
/// an architecture of ours, with ReLUs; it has batch normalisation if the file has, and the biases that the file holds.
///
/// Tensors `example.input` `[N, …]`, raw pixels in [0, 1], and `example.output` `[N, K]`, logits, are no weights: they show what
/// the network computed where it was trained.
///
/// @param student shape of the network; there is no default
/// @param sample shape of one sample; the file's text `sample` by default
/// @param mean by channel of pixels in [0, 1], which the training subtracted; the file's text `mean` by default, else 0
/// @param std by channel, by which it then divided; the file's text `std` by default, else 1
@Name("state-dict")
public record StateDict(Optional<Architecture> student, List<Integer> sample, List<Float> mean, List<Float> std)
        implements Importer {
    private static final String INPUT = "example.input";
    private static final String OUTPUT = "example.output";

    /// Length of the header's length, which comes before its brace.
    private static final int BRACE = 8;

    public StateDict {
        sample = List.copyOf(sample);
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    public StateDict() {
        this(Optional.empty(), List.of(), List.of(), List.of());
    }

    public StateDict(List<Integer> sample, List<Float> mean, List<Float> std) {
        this(Optional.empty(), sample, mean, std);
    }

    /// The same reader for a network of this shape.
    public StateDict of(Architecture architecture) {
        return new StateDict(Optional.of(architecture), sample, mean, std);
    }

    @Override
    public boolean recognises(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(BRACE + 1);
            return head.length == BRACE + 1 && head[BRACE] == '{' && head[BRACE - 1] == 0;
        }
    }

    @Override
    public Imported read(Path file) {
        Tensors tensors = Tensors.read(file, Arena.ofAuto());
        if ("spikestill".equals(tensors.metadata().get("format"))) {
            throw new InvalidFile(file, "is a model file already: use it as it is");
        }
        Architecture shape = student.orElseThrow(() -> new InvalidFile(
                file,
                "holds tensors and no network: name its architecture, as in --student"
                        + " convnet:channels=[32,64],hidden=[128]"));
        try {
            return read(tensors, shape);
        } catch (InvalidNetwork | InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    private Imported read(Tensors tensors, Architecture shape) {
        Map<String, Block> weights = new LinkedHashMap<>(tensors.blocks());
        Optional<Example> example = example(weights.remove(INPUT), weights.remove(OUTPUT));
        List<TorchModule> modules = TorchModule.of(weights);
        Shape input = input(tensors.metadata());
        boolean normalised = modules.stream().anyMatch(TorchModule::isNorm);
        Architecture.Form form = Architecture.Form.student(0).normalised(normalised);
        Network plain = shape.network(input, classes(modules, shape.network(input, 1, form)), form);
        Assignment assignment = Assignment.of(plain, modules);
        Network trained = assignment.trained();
        Network network =
                new Network(trained.input(), scaling(tensors.metadata(), input), trained.encoder(), 1, trained.nodes());
        Weights arrays = assignment.arrays(network).asFloat32(Arena.ofAuto());
        return new Imported(network, arrays, List.of(assignment.remark()), example);
    }

    /// Width of the output: rows of the last matrix with as many columns as the last layer has inputs.
    private static int classes(List<TorchModule> modules, Network probe) {
        String last = probe.output().name();
        Shape wanted = probe.parameters().stream()
                .filter(each -> each.node().equals(last))
                .findFirst()
                .orElseThrow()
                .shape();
        return modules.stream()
                .map(TorchModule::weight)
                .filter(weight -> weight.sizes().size() == 2
                        && weight.sizes().get(1).equals(wanted.sizes().get(1)))
                .reduce((_, later) -> later)
                .orElseThrow(
                        () -> new InvalidNetwork(
                                "no tensor [classes, " + wanted.sizes().get(1)
                                        + "] is there for the last layer: name an architecture of the widths in the file, or another sample"))
                .sizes()
                .getFirst();
    }

    private Shape input(Map<String, String> metadata) {
        List<Integer> sizes = sample.isEmpty()
                ? parts(metadata, "sample").stream().map(StateDict::size).toList()
                : sample;
        if (sizes.isEmpty()) {
            throw new InvalidNetwork(
                    "the shape of a sample is unknown: name it, as in --format state-dict:sample=[3,32,32]");
        }
        return new Shape(sizes);
    }

    private Scaling scaling(Map<String, String> metadata, Shape input) {
        List<Float> means = mean.isEmpty() ? numbers(metadata, "mean") : mean;
        List<Float> deviations = std.isEmpty() ? numbers(metadata, "std") : std;
        return means.isEmpty() && deviations.isEmpty()
                ? Scaling.none(input.channels())
                : new Scaling(means, deviations);
    }

    private static List<Float> numbers(Map<String, String> metadata, String text) {
        try {
            return parts(metadata, text).stream().map(Float::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new InvalidNetwork(
                    "its metadata " + text + " is '" + metadata.get(text) + "': wanted numbers, one per channel");
        }
    }

    private static int size(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new InvalidNetwork("its metadata sample holds '" + text + "': wanted sizes, as in 3,32,32");
        }
        return Integer.parseInt(text);
    }

    private static List<String> parts(Map<String, String> metadata, String text) {
        return Arrays.stream(metadata.getOrDefault(text, "")
                        .replaceAll("[\\[\\]()\\s]", "")
                        .split(","))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<Example> example(Block input, Block output) {
        if ((input == null) != (output == null)) {
            throw new InvalidNetwork("one of '" + INPUT + "' and '" + OUTPUT + "' is there: save both, or neither");
        }
        return Optional.ofNullable(input)
                .map(each -> new Example(each.asFloat32(Arena.ofAuto()), output.asFloat32(Arena.ofAuto())));
    }
}
