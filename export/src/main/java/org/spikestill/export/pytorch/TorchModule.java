package org.spikestill.export.pytorch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

/// A module of a state dictionary with tensors of its own: a convolution, a linear layer or a batch normalisation, under PyTorch's
/// names.
///
/// @param name such as `features.0`
/// @param tensors by the last part of their names: `weight`, `bias`, `running_mean`, `running_var`
record TorchModule(String name, Map<String, Block> tensors) {
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private static final List<String> SYNAPTIC = List.of(WEIGHT, BIAS);
    private static final List<String> NORMALISING = List.of(WEIGHT, BIAS, "running_mean", "running_var");

    /// Counter of a batch normalisation, which inference does not read.
    private static final String COUNTER = "num_batches_tracked";

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int PADDED = 12;

    /// All modules, in the order of their names with numbers by value, which is that of `nn.Sequential`; files keep no other.
    ///
    /// @throws InvalidNetwork naming a tensor that belongs to no layer of ours
    static List<TorchModule> of(Map<String, Block> tensors) {
        Map<String, Map<String, Block>> grouped = new TreeMap<>(Comparator.comparing(TorchModule::padded));
        tensors.forEach((name, block) -> {
            int dot = name.lastIndexOf('.');
            String suffix = name.substring(dot + 1);
            if (!suffix.equals(COUNTER)) {
                grouped.computeIfAbsent(name.substring(0, Math.max(dot, 0)), _ -> new LinkedHashMap<>())
                        .put(suffix, block);
            }
        });
        List<TorchModule> modules = new ArrayList<>();
        grouped.forEach((name, parts) -> modules.add(new TorchModule(name, parts).checked()));
        return modules;
    }

    private static String padded(String name) {
        return DIGITS.matcher(name)
                .replaceAll(digits ->
                        "0".repeat(Math.max(0, PADDED - digits.group().length())) + digits.group());
    }

    private TorchModule checked() {
        List<String> wanted = isNorm() ? NORMALISING : SYNAPTIC;
        tensors.forEach((suffix, block) -> {
            if (!wanted.contains(suffix)) {
                throw new InvalidNetwork("tensor '" + path(suffix) + "' " + block.shape()
                        + " belongs to no convolution, linear layer or batch normalisation: leave it out of the file if"
                        + " the network does not need it");
            }
            if (!block.type().isFloat()) {
                throw new InvalidNetwork("tensor '" + path(suffix) + "' holds " + block.type()
                        + ": weights are real numbers, save them as F32, F16 or BF16");
            }
        });
        if (!tensors.containsKey(WEIGHT)) {
            throw new InvalidNetwork("module '" + name + "' holds " + tensors.keySet() + " and no weight");
        }
        return this;
    }

    boolean isNorm() {
        return tensors.containsKey("running_mean");
    }

    boolean hasBias() {
        return tensors.containsKey(BIAS);
    }

    Shape weight() {
        return tensors.get(WEIGHT).shape();
    }

    Optional<Block> find(String suffix) {
        return Optional.ofNullable(tensors.get(suffix));
    }

    /// Name of a tensor in the file.
    String path(String suffix) {
        return name.isEmpty() ? suffix : name + "." + suffix;
    }
}
