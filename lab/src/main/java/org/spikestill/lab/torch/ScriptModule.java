package org.spikestill.lab.torch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.model.InvalidFile;

/// A TorchScript module (`torch.jit.save`) in evaluation mode. Such a file is a program: it is to be loaded from trusted sources only.
public final class ScriptModule implements AutoCloseable {
    /// Name of the first output.
    public static final String FIRST = "logits";

    private final Path file;
    private final JitModule module;

    private ScriptModule(Path file, JitModule module) {
        this.file = file;
        this.module = module;
    }

    /// @throws InvalidFile if libtorch cannot load it
    public static ScriptModule load(Path file) {
        Torch.ready();
        try {
            JitModule module = torch.load(file.toString());
            module.eval();
            return new ScriptModule(file, module);
        } catch (RuntimeException e) {
            throw refused(file, "is no TorchScript file that libtorch loads", e);
        }
    }

    private static InvalidFile refused(Path file, String reason, RuntimeException e) {
        String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidFile(file, reason + ": " + first, e);
    }

    /// Runs the module without gradients.
    ///
    /// @return its outputs: a tensor alone is called `logits`; of a tuple the first is called so and the others `output1`, …; a
    ///     dictionary has names of its own
    public Map<String, Tensor> run(Tensor input) {
        try (NoGradGuard _ = new NoGradGuard()) {
            return outputs(module.forward(new IValueVector(new IValue(input.raw()))));
        } catch (InvalidFile e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(file, "does not run on these samples", e);
        }
    }

    private Map<String, Tensor> outputs(IValue result) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        if (result.isTensor()) {
            outputs.put(FIRST, new Tensor(result.toTensor()));
        } else if (result.isTuple()) {
            TupleElements elements = result.toTuple().elements();
            for (int i = 0; i < elements.size(); i++) {
                put(outputs, i == 0 ? FIRST : "output" + i, elements.get(i));
            }
        } else if (result.isGenericDict()) {
            GenericDict all = result.toGenericDict();
            for (GenericDictIterator at = all.begin(); !at.equals(all.end()); at.increment()) {
                put(
                        outputs,
                        at.access().key().toStringRef().getString(),
                        at.access().value());
            }
        } else {
            throw new InvalidFile(file, "returns neither a tensor nor a tuple or dictionary of tensors");
        }
        return outputs;
    }

    private void put(Map<String, Tensor> outputs, String name, IValue value) {
        if (!value.isTensor()) {
            throw new InvalidFile(file, "returns '" + name + "', which is no tensor");
        }
        outputs.put(name, new Tensor(value.toTensor()));
    }

    @Override
    public void close() {
        module.close();
    }
}
