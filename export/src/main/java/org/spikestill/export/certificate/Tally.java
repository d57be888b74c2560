package org.spikestill.export.certificate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.spikestill.export.certificate.Certificate.Divergence;
import org.spikestill.export.certificate.Certificate.Result;

/// Traces of one implementation against the engine's, sample by sample. Mutable.
final class Tally {
    private final List<String> layers;
    private final long[] spikes;
    private final long[][] differences; // [T][layer]
    private int samples;
    private int right;
    private int differing;
    private Optional<Divergence> first = Optional.empty();

    /// @param layers that fire, in order
    Tally(List<String> layers, int ticks) {
        this.layers = layers;
        spikes = new long[layers.size()];
        differences = new long[ticks][layers.size()];
    }

    void add(int sample, int label, SampleTrace engine, SampleTrace other) {
        samples++;
        right += other.predicted() == label ? 1 : 0;
        Optional<Divergence> found = divergence(sample, engine, other);
        differing += found.isPresent() ? 1 : 0;
        first = first.or(() -> found);
        for (int tick = 0; tick < differences.length; tick++) {
            for (int layer = 0; layer < layers.size(); layer++) {
                BitSet fired = other.spikes().get(tick).get(layer);
                spikes[layer] += fired.cardinality();
                BitSet unequal = (BitSet) fired.clone();
                unequal.xor(engine.spikes().get(tick).get(layer));
                differences[tick][layer] += unequal.cardinality();
            }
        }
    }

    /// In order of time steps, layers and neurons: the first that fires in one of the two only.
    private Optional<Divergence> divergence(int sample, SampleTrace engine, SampleTrace other) {
        for (int tick = 0; tick < differences.length; tick++) {
            for (int layer = 0; layer < layers.size(); layer++) {
                BitSet ours = engine.spikes().get(tick).get(layer);
                BitSet theirs = other.spikes().get(tick).get(layer);
                if (!ours.equals(theirs)) {
                    BitSet unequal = (BitSet) ours.clone();
                    unequal.xor(theirs);
                    int neuron = unequal.nextSetBit(0);
                    int one = ours.get(neuron) ? 1 : 0;
                    return Optional.of(new Divergence(sample, tick + 1, layers.get(layer), neuron, one, 1 - one));
                }
            }
        }
        return engine.predicted() == other.predicted()
                ? Optional.empty()
                : Optional.of(new Divergence(
                        sample, differences.length, Certificate.CLASS, -1, engine.predicted(), other.predicted()));
    }

    Result result(Implementation.Maker maker, String artefact) {
        List<List<Long>> byTick = new ArrayList<>();
        for (long[] row : differences) {
            byTick.add(LongStream.of(row).boxed().toList());
        }
        return new Result(
                maker.name(),
                maker.isPortable(),
                artefact,
                "",
                (double) right / samples,
                LongStream.of(spikes).boxed().toList(),
                byTick,
                differing,
                first);
    }
}
