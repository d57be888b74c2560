package org.spikestill.export.c;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.spikestill.model.Network;

/// The C program of a network under way: a sample goes to its standard input, spikes and outputs come back.
public final class CProcess implements AutoCloseable {
    private final Network network;
    private final List<CSignal> firing;
    private final int outputs;
    private final Path errors;
    private final Process process;
    private final OutputStream samples;
    private final DataInputStream results;

    /// Spikes and outputs of one sample.
    ///
    /// @param spikes of each time step and layer that fires: the neurons, in row-major order of the layer's shape
    /// @param outputs after the last time step
    public record Result(List<List<BitSet>> spikes, List<Float> outputs) {}

    CProcess(CompiledC compiled) throws IOException {
        network = compiled.network();
        firing = compiled.firing();
        outputs = network.shapes().get(network.output().name()).elements();
        errors = compiled.program().resolveSibling("errors");
        process = new ProcessBuilder(compiled.program().toString())
                .redirectError(errors.toFile())
                .start();
        samples = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        results = new DataInputStream(process.getInputStream());
    }

    /// @param sample raw values in [0, 1], channel-major
    /// @throws IOException with the program's last words, such as those of a sanitizer, if it ended
    public Result run(float[] sample) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(sample.length * Float.BYTES).order(ByteOrder.nativeOrder());
            bytes.asFloatBuffer().put(sample);
            samples.write(bytes.array());
            samples.flush();
            List<List<BitSet>> spikes = new ArrayList<>();
            for (int tick = 0; tick < network.ticks(); tick++) {
                List<BitSet> layers = new ArrayList<>();
                for (CSignal layer : firing) {
                    layers.add(spikes(layer));
                }
                spikes.add(layers);
            }
            return new Result(spikes, outputs());
        } catch (IOException e) {
            throw new IOException("the C program ended: " + Files.readString(errors), e);
        }
    }

    private BitSet spikes(CSignal layer) throws IOException {
        byte[] bytes = new byte[(layer.elements() + 7) / 8];
        results.readFully(bytes);
        BitSet planar = new BitSet(layer.elements());
        BitSet.valueOf(bytes).stream().forEach(i -> planar.set(layer.planar(i)));
        return planar;
    }

    private List<Float> outputs() throws IOException {
        byte[] bytes = new byte[outputs * Float.BYTES];
        results.readFully(bytes);
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Float> list = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            list.add(values.getFloat());
        }
        return list;
    }

    /// Ends the program.
    @Override
    public void close() throws IOException {
        try (samples;
                results) {
            process.destroy();
        }
    }
}
