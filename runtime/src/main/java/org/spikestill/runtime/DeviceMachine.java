package org.spikestill.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.Shape;
import org.spikestill.runtime.device.Device;
import org.spikestill.runtime.device.Placement;
import org.spikestill.runtime.kernel.Kernels;

/// The emulation of a network on a device, spike by spike and in its integers. All populations compute the same tick, see
/// [Placement]; logits are the read-out's integers as values.
final class DeviceMachine implements Machine {
    private final List<Placement.Stage> stages;
    private final Device.Neurons[] neurons;
    private final int[][] currents;
    private final int[][] biases;
    private final int[][] fired;
    private final int[] counts;
    private final List<Integer> firing;
    private final List<Integer> synaptic;
    private final long[] operations;
    private final float[] input;
    private final float[] output;

    DeviceMachine(Placement placement, Shape frame) {
        stages = placement.stages();
        neurons = stages.stream().map(each -> each.open(placement.device())).toArray(Device.Neurons[]::new);
        currents = stages.stream().map(each -> new int[each.neurons()]).toArray(int[][]::new);
        biases = stages.stream().map(Placement.Stage::bias).toArray(int[][]::new);
        fired = stages.stream()
                .map(each -> new int[Kernels.capacity(each.neurons())]) // vectors are written whole
                .toArray(int[][]::new);
        counts = new int[stages.size()];
        operations = new long[stages.size()];
        List<Integer> all = IntStream.range(0, stages.size()).boxed().toList();
        firing = all.stream().filter(i -> stages.get(i).fires()).toList();
        synaptic = all.stream().filter(i -> !stages.get(i).readsInput()).toList();
        input = new float[frame.elements()];
        output = new float[stages.getLast().neurons()];
    }

    @Override
    public float[] input() {
        return input;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public int classes() {
        return output.length;
    }

    @Override
    public List<String> firingLayers() {
        return firing.stream().map(i -> stages.get(i).name()).toList();
    }

    @Override
    public List<String> synapticLayers() {
        return synaptic.stream().map(i -> stages.get(i).layer()).toList();
    }

    @Override
    public long spikes(int layer) {
        return counts[firing.get(layer)];
    }

    @Override
    public Optional<int[]> fired(int layer, int size) {
        int stage = firing.get(layer);
        return Optional.of(Arrays.stream(fired[stage], 0, counts[stage])
                .map(stages.get(stage)::place)
                .sorted()
                .toArray());
    }

    @Override
    public Optional<float[]> membranes(String layer) {
        return Optional.empty();
    }

    @Override
    public float[] initialReadOut() {
        throw noWindow();
    }

    @Override
    public void restReadOut() {
        throw noWindow();
    }

    private static IllegalStateException noWindow() {
        return new IllegalStateException(
                "a device's read-out keeps what it has summed: begin() a stream of at most the network's ticks instead");
    }

    @Override
    public long operations(int layer) {
        return operations[synaptic.get(layer)];
    }

    @Override
    public boolean isAnalog(int layer) {
        return false;
    }

    @Override
    public void reset() {
        for (Device.Neurons each : neurons) {
            each.reset();
        }
    }

    /// The sample becomes the bias of the populations that read it.
    @Override
    public void runOnce(int ticks) {
        for (int i = 0; i < biases.length; i++) {
            Placement.Stage stage = stages.get(i);
            for (int k = 0; stage.readsInput() && k < biases[i].length; k++) {
                biases[i][k] = stage.states(input[stage.place(k)]);
            }
        }
    }

    @Override
    public void runTick(int tick) {
        for (int i = 0; i < neurons.length; i++) {
            Placement.Stage stage = stages.get(i);
            if (!stage.readsInput()) {
                Arrays.fill(currents[i], 0);
                operations[i] = stage.deliver(fired[stage.source()], counts[stage.source()], currents[i]);
            }
            counts[i] = neurons[i].step(currents[i], biases[i], fired[i]);
        }
        int[] membranes = neurons[neurons.length - 1].membranes();
        for (int k = 0; k < output.length; k++) {
            output[stages.getLast().place(k)] = stages.getLast().value(membranes[k]);
        }
    }
}
