package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TraceFileTest {
    private static final Path MODEL = Documents.ROOT.resolve("models/mnist-3conv2linear-t8-seed1.safetensors");
    private static final Path SEVEN = Documents.ROOT.resolve("models/seven.png");

    @TempDir
    private Path folder;

    /// NumPy's own reader counts the spikes that the command counts, and the last membranes of the read-out are its logits.
    @Test
    void numpyReadsTheTrace() throws IOException, InterruptedException {
        String python = System.getenv("SPIKESTILL_PYTHON");
        assumeTrue(python != null && !python.isEmpty(), "SPIKESTILL_PYTHON names no Python");
        Path file = folder.resolve("trace.npz");
        JsonNode result =
                Outcome.of("run", MODEL, SEVEN, "--trace", file, "--json").json();
        Process process = new ProcessBuilder(python, "-c", """
                        import numpy, sys
                        trace = numpy.load(sys.argv[1])
                        spikes = [n for n in trace.files if n.endswith('.spikes')]
                        out = [n for n in trace.files if n.endswith('.membranes')][-1]
                        print(sum(int(trace[n].sum(dtype='int64')) for n in spikes), trace[out][-1].argmax(),
                              trace[spikes[0]].shape[0], trace[spikes[0]].dtype, '%.5f' % trace[out][-1].max())
                        """, file.toString())
                .redirectErrorStream(true)
                .start();
        String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(found).isZero();
        double logit =
                result.get("steps").get(7).get("guesses").get(0).get("logit").doubleValue();
        assertThat(found.strip()).isEqualTo(result.get("spikes").asLong() + " 7 8 uint8 " + "%.5f".formatted(logit));
    }

    @Test
    void theResultIsThatOfARunWithoutTraceAndABadPlaceIsRefusedFirst() {
        Path file = folder.resolve("trace.npz");
        assertThat(Outcome.of("run", MODEL, SEVEN, "--trace", file).done())
                .isEqualTo(Outcome.of("run", MODEL, SEVEN).done());
        assertThat(file).isNotEmptyFile();
        Path none = folder.resolve("none/trace.npz");
        assertThat(Outcome.of("run", MODEL, SEVEN, "--trace", none).err())
                .startsWith("spikestill: " + none + ": cannot be written: there is no folder");
    }
}
