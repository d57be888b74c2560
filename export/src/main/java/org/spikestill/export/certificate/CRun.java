package org.spikestill.export.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.spikestill.export.c.CProcess;
import org.spikestill.export.c.CompiledC;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Digest;

/// The C export, compiled with all warnings and sanitizers.
///
/// @param compiler command, such as `gcc`
public record CRun(String compiler) implements Implementation.Maker {
    @Override
    public String name() {
        return "c";
    }

    @Override
    public Implementation of(Network network, Weights weights) throws IOException {
        if (!CompiledC.isThere(compiler)) {
            throw new Implementation.Unavailable("there is no " + compiler + " on this machine");
        }
        Path folder = Files.createTempDirectory("spikestill");
        try {
            CompiledC program = CompiledC.of(network, weights, compiler, CompiledC.CHECKED, folder);
            byte[] source = Files.readAllBytes(folder.resolve("network.c"));
            String digest = HexFormat.of().formatHex(Digest.sha256().digest(source));
            return new Program(digest, program.start(), folder);
        } catch (InvalidNetwork e) {
            delete(folder);
            throw new Implementation.Unavailable(e.getMessage());
        }
    }

    private record Program(String artefact, CProcess process, Path folder) implements Implementation {
        @Override
        public SampleTrace run(float[] sample, long key) throws IOException {
            CProcess.Result result = process.run(sample);
            int best = 0;
            for (int i = 1; i < result.outputs().size(); i++) {
                best = result.outputs().get(i) > result.outputs().get(best) ? i : best;
            }
            return new SampleTrace(result.spikes(), best);
        }

        @Override
        public void close() throws IOException {
            try (process) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            found.forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
