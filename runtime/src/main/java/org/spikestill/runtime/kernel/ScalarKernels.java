package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The kernels as a definition. Products are added with one rounding, which processors do in one instruction.
public record ScalarKernels() implements Kernels {
    @Override
    public void gather(Synapses synapses, Events events, float[] currents) {
        Windows windows = synapses.windows();
        for (int window = 0; window < windows.count(); window++) {
            int current = window * synapses.outputs();
            System.arraycopy(synapses.bias(), 0, currents, current, synapses.outputs());
            for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
                int end = events.starts()[windows.endPixels()[span]];
                for (int event = events.starts()[windows.firstPixels()[span]]; event < end; event++) {
                    int row = events.elements()[event] - windows.shifts()[span];
                    addRow(synapses, row, events.values()[event], currents, current);
                }
            }
        }
    }

    /// currents[o] += value·weight[row, o], rounded once per output
    private static void addRow(Synapses synapses, int row, float value, float[] currents, int current) {
        float[] weights = synapses.plain();
        for (int slice = 0; slice < synapses.slices(); slice++) {
            int first = slice * Synapses.SLICE;
            int outputs = Math.min(Synapses.SLICE, synapses.outputs() - first);
            int offset = (int) (synapses.offset(slice) / Float.BYTES) + row * synapses.width(slice);
            for (int o = 0; o < outputs; o++) {
                float weight = weights[offset + o];
                currents[current + first + o] = Math.fma(value, weight, currents[current + first + o]);
            }
        }
    }

    @Override
    public void gather(IntegerSynapses synapses, Counts counts, float[] currents) {
        for (int window = 0; window < synapses.windows().count(); window++) {
            for (int output = 0; output < synapses.outputs(); output++) {
                int sum = sum(synapses, counts, window, output);
                currents[window * synapses.outputs() + output] =
                        Math.fma((float) sum, synapses.scales()[output], synapses.bias()[output]);
            }
        }
    }

    /// Σ_spans Σ_events count·q
    private static int sum(IntegerSynapses synapses, Counts counts, int window, int output) {
        Windows windows = synapses.windows();
        int sum = 0;
        for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
            int end = counts.starts()[windows.endPixels()[span]];
            for (int event = counts.starts()[windows.firstPixels()[span]]; event < end; event++) {
                int row = counts.elements()[event] - windows.shifts()[span];
                sum += counts.values()[event] * synapses.weight(row, output);
            }
        }
        return sum;
    }

    @Override
    public void convolve(Synapses synapses, Frame frame, float[] in, float[] currents) {
        for (int y = 0; y < frame.outHeight(); y++) {
            for (int x = 0; x < frame.outWidth(); x++) {
                int current = (y * frame.outWidth() + x) * synapses.outputs();
                System.arraycopy(synapses.bias(), 0, currents, current, synapses.outputs());
                for (int ky = 0; ky < frame.kernel(); ky++) {
                    for (int i = 0; i < frame.span(); i++) {
                        float value = in[frame.first(y, x, ky) + i];
                        addRow(synapses, ky * frame.span() + i, value, currents, current);
                    }
                }
            }
        }
    }

    @Override
    public void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        int count = 0;
        for (int i = 0; i < spikes.layout().elements(); i++) {
            spikes.elements()[count] = i;
            count += step(lif, before, membranes, currents, i) ? 1 : 0;
        }
        spikes.filled(count);
    }

    @Override
    public void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            Events events = means[tick];
            events.clear();
            for (int window = 0; window < pooling.windows().length; window++) {
                events.starts()[window] = events.count();
                fire(lif, pooling, tick == 0 ? before : membranes, membranes, currents, events, window, 0);
            }
            pooling.finish(events);
        }
    }

    /// Adds how many neurons of a window fired, channel by channel.
    ///
    /// @param from first channel
    static void fire(
            Lif lif,
            Pooling pooling,
            float[] before,
            float[] membranes,
            float[] currents,
            Events counts,
            int window,
            int from) {
        int channels = counts.layout().channels();
        for (int channel = from; channel < channels; channel++) {
            int count = 0;
            for (int offset : pooling.offsets()) {
                int neuron = pooling.windows()[window] + offset + channel;
                count += step(lif, before, membranes, currents, neuron) ? 1 : 0;
            }
            if (count > 0) {
                counts.add(window * channels + channel, count);
            }
        }
    }

    /// One tick of one neuron; whether it fires.
    private static boolean step(Lif lif, float[] before, float[] membranes, float[] currents, int i) {
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean subtract = lif.reset().target() == Reset.Target.SUBTRACT;
        float ready = chargeFirst ? lif.leak() * before[i] + currents[i] : before[i];
        boolean fires = ready > lif.threshold();
        float rested = fires ? (subtract ? ready - lif.threshold() : 0) : ready;
        membranes[i] = chargeFirst ? rested : lif.leak() * rested + currents[i];
        return fires;
    }

    @Override
    public void sparsify(float[] values, Events events) {
        int count = 0;
        for (int i = 0; i < events.layout().elements(); i++) {
            if (values[i] != 0) {
                events.elements()[count] = i;
                events.values()[count] = values[i];
                count++;
            }
        }
        events.filled(count);
    }
}
