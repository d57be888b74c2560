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
    public void fire(Lif lif, float[] membranes, float[] currents, Events spikes) {
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean subtract = lif.reset().target() == Reset.Target.SUBTRACT;
        int count = 0;
        for (int i = 0; i < spikes.layout().elements(); i++) {
            float ready = chargeFirst ? lif.leak() * membranes[i] + currents[i] : membranes[i];
            boolean fires = ready > lif.threshold();
            float rested = fires ? (subtract ? ready - lif.threshold() : 0) : ready;
            membranes[i] = chargeFirst ? rested : lif.leak() * rested + currents[i];
            spikes.elements()[count] = i;
            count += fires ? 1 : 0;
        }
        spikes.filled(count);
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
