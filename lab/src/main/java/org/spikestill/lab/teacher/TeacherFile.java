package org.spikestill.lab.teacher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.spikestill.data.Digests;
import org.spikestill.export.onnx.read.OnnxGraph;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A trained teacher in a file: our model file, ONNX, or TorchScript, as its first bytes say.
///
/// @param mean by channel, of pixels in [0, 1], which the teacher's training subtracted; empty takes the texts `mean` and `std`
///     that the file holds, or leaves pixels as they are
/// @param std by channel, by which it then divided
public record TeacherFile(Path file, List<Float> mean, List<Float> std) {
    /// Bound on a text in a file.
    private static final int MAX_TEXT = 10_000;

    public TeacherFile {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size()) {
            throw new InvalidSettings("teacher.mean has " + mean.size() + " values, teacher.std " + std.size()
                    + ": give one of each per channel");
        }
    }

    /// Program by which a file is run.
    public enum Format {
        MODEL,
        ONNX,
        TORCH_SCRIPT
    }

    /// Format by content: TorchScript is a zip archive, a model file begins with the length of its JSON header.
    public static Format format(Path file) {
        byte[] head = new byte[9];
        try (InputStream in = Files.newInputStream(file)) {
            int read = in.readNBytes(head, 0, head.length);
            if (read >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
                return Format.TORCH_SCRIPT;
            }
            return read < head.length || head[8] == '{' ? Format.MODEL : Format.ONNX;
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        }
    }

    /// Contents and normalisation of files, which stand for them in keys; their paths do not count.
    public static JsonNode fingerprint(List<TeacherFile> files) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        files.forEach(each -> tree.withArray("files").add(each.digest()));
        return tree;
    }

    /// Digest of the content, which stands for the file in keys, and of the normalisation.
    public String digest() {
        return switch (format(file)) {
            case MODEL -> ModelFile.digest(file);
            case ONNX, TORCH_SCRIPT -> {
                try {
                    String scaling = "\nmean " + mean + " std " + std;
                    yield Digests.sha256(Files.readAllBytes(file), scaling.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw InvalidFile.unreadable(file, e);
                }
            }
        };
    }

    /// @param sample shape of the samples
    /// @throws InvalidFile if the file does not take them
    public Teacher open(Shape sample) {
        return switch (format(file)) {
            case MODEL -> ours(sample);
            case ONNX -> new ForeignTeacher(OnnxNetwork.open(file, sample), scaling(sample), digest());
            case TORCH_SCRIPT -> new ForeignTeacher(ScriptNetwork.open(file, sample), scaling(sample), digest());
        };
    }

    private Teacher ours(Shape sample) {
        if (!mean.isEmpty()) {
            throw new InvalidSettings("teacher.mean is set, but " + file
                    + " is a model file, which holds its own normalisation: leave mean and std out");
        }
        ModelFile model = ModelFile.read(file);
        if (!model.network().input().equals(sample)) {
            throw new InvalidFile(
                    file,
                    "takes " + model.network().input() + ", the samples are " + sample
                            + ": name a network of these data");
        }
        return new NetworkTeacher(new TorchNetwork(model.network(), model.weights()), ModelFile.digest(file));
    }

    /// Normalisation of the teacher's input.
    public Scaling scaling(Shape sample) {
        List<Float> means = mean.isEmpty() ? stored("mean") : mean;
        List<Float> deviations = std.isEmpty() ? stored("std") : std;
        if (means.isEmpty() && deviations.isEmpty()) {
            return Scaling.none(sample.channels());
        }
        if (means.size() != sample.channels() || deviations.size() != sample.channels()) {
            throw new InvalidSettings(
                    "%s: mean has %d values and std %d, the samples have %d channels: give one per channel"
                            .formatted(file, means.size(), deviations.size(), sample.channels()));
        }
        try {
            return new Scaling(means, deviations);
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// Numbers that the file holds as a text such as `0.49, 0.48, 0.45`: metadata of ONNX, an extra file of TorchScript.
    private List<Float> stored(String name) {
        Optional<String> text = switch (format(file)) {
            case MODEL -> Optional.empty();
            case ONNX -> Optional.ofNullable(OnnxGraph.read(file).metadata().get(name));
            case TORCH_SCRIPT -> extra(name);
        };
        List<Float> numbers = new ArrayList<>();
        for (String part :
                Arrays.asList(text.orElse("").replaceAll("[\\[\\]\\s]", "").split(","))) {
            if (!part.isEmpty()) {
                try {
                    numbers.add(Float.valueOf(part));
                } catch (NumberFormatException e) {
                    throw new InvalidFile(
                            file, "holds " + name + " = '" + text.orElse("") + "': wanted numbers, one per channel", e);
                }
            }
        }
        return numbers;
    }

    private Optional<String> extra(String name) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Optional<? extends ZipEntry> entry = zip.stream()
                    .filter(each -> each.getName().endsWith("/extra/" + name))
                    .findFirst();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry.get())) {
                return Optional.of(new String(in.readNBytes(MAX_TEXT), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new InvalidFile(file, "is no TorchScript file: " + e.getMessage(), e);
        }
    }

    /// The teacher of one file, or the mean of several.
    public static Teacher open(List<TeacherFile> files, Shape sample) {
        List<Teacher> members = new ArrayList<>();
        try {
            files.forEach(each -> members.add(each.open(sample)));
            return members.size() == 1 ? members.getFirst() : new Ensemble(members);
        } catch (RuntimeException e) {
            members.forEach(Teacher::close);
            throw e;
        }
    }
}
