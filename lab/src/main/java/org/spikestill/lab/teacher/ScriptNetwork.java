package org.spikestill.lab.teacher;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.ScriptModule;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;

/// A TorchScript file on libtorch. Its taps are what its `forward` returns beside the logits: libtorch shows nothing inside it.
final class ScriptNetwork implements ForeignNetwork {
    private final ScriptModule module;
    private final Taps taps;

    private ScriptNetwork(ScriptModule module, Taps taps) {
        this.module = module;
        this.taps = taps;
    }

    /// @param sample shape of the samples, which the file does not name
    static ScriptNetwork open(Path file, Shape sample) {
        ScriptModule module = ScriptModule.load(file);
        try (Scope _ = Scope.open()) {
            Map<String, Shape> maps = new LinkedHashMap<>();
            run(module, new float[sample.elements()], 1, sample)
                    .forEach((name, tensor) -> maps.put(name, shape(tensor)));
            Shape logits = maps.get(ScriptModule.FIRST);
            if (logits == null || logits.isMap()) {
                throw new InvalidFile(
                        file,
                        "returns " + maps + ", and no logits [N, K]: return them alone, first in a tuple, or"
                                + " as 'logits' in a dictionary");
            }
            List<String> inner = maps.keySet().stream()
                    .filter(name -> !name.equals(ScriptModule.FIRST))
                    .toList();
            return new ScriptNetwork(module, new Taps(sample, logits, 1, false, maps, inner));
        } catch (RuntimeException e) {
            module.close();
            throw e;
        }
    }

    private static Shape shape(Tensor tensor) {
        return new Shape(IntStream.range(1, tensor.sizes().length)
                .mapToObj(axis -> (int) tensor.size(axis))
                .toList());
    }

    private static Map<String, Tensor> run(ScriptModule module, float[] images, int samples, Shape sample) {
        long[] sizes = LongStream.concat(
                        LongStream.of(samples), sample.sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        return module.run(Tensor.of(images, sizes));
    }

    @Override
    public Taps taps() {
        return taps;
    }

    @Override
    public String logits() {
        return ScriptModule.FIRST;
    }

    @Override
    public Map<String, Tensor> run(float[] images, int samples, Set<String> wanted) {
        return run(module, images, samples, taps.input());
    }

    @Override
    public void close() {
        module.close();
    }
}
