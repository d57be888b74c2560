package org.spikestill.export.c;

import java.nio.file.Path;
import java.util.List;
import org.spikestill.export.Exporter;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// C99 source of a spiking network: weights and a step function in one file, for microcontrollers and programs without a JVM.
///
/// @param prefix of the functions, a C identifier
@Name("c")
public record CSource(String prefix) implements Exporter {
    public CSource {
        if (!prefix.matches("[A-Za-z][A-Za-z0-9_]{0,30}")) {
            throw new InvalidSettings("prefix is '" + prefix + "': it must be a C identifier of up to 31 characters");
        }
    }

    public CSource() {
        this("snn");
    }

    @Override
    public List<String> write(ModelFile model, Path out) {
        CProgram program = CProgram.of(model.network(), model.weights(), prefix);
        AtomicFile.write(out, program.source());
        return List.of(
                "%,d bytes of weights (flash), %,d bytes of state and signals (RAM); sizes of code depend on the compiler"
                        .formatted(program.flashBytes(), program.ramBytes()),
                "compile with -std=c99, whose arithmetic is the engine's; with -DSNN_MAIN it is a program that reads samples"
                        + " as fp32 from standard input");
    }
}
