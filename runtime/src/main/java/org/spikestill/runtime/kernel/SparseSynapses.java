package org.spikestill.runtime.kernel;

import java.util.Arrays;
import org.spikestill.model.Block;

/// Weights of one layer without those that are 0: for each input of a window the outputs it drives, in rows of one array.
///
/// ```
/// currents[window, o] = bias[o] + Σ_spans Σ_events Σ_synapses of row element − shift: value · weight
/// ```
///
/// An event costs its surviving synapses and nothing else. Sums add the same terms in the same order as [Synapses], so both
/// give the same bits.
public final class SparseSynapses {
    /// Share of weights other than 0 below which this form is taken. Measured (`docs/benchmarks.md`): with vectors of 16 lanes a
    /// scattered addition costs as much as 15 to 20 others, so that few of a hundred may be left.
    private static final double DENSITY = 0.05;

    private final Windows windows;
    private final int outputs;
    private final float[] bias;
    private final int[] starts; // by row
    private final int[] targets; // outputs, ascending within a row
    private final float[] weights;
    private final int[] outDegrees;

    /// Whether few enough weights are there.
    public static boolean pays(Block weights) {
        return nonZero(weights.toFloats()) < DENSITY * weights.shape().elements();
    }

    private static int nonZero(float[] weights) {
        int count = 0;
        for (float weight : weights) {
            count += weight != 0 ? 1 : 0;
        }
        return count;
    }

    /// @param input layout of the events
    /// @param window layout of the inputs of one window
    /// @param weights fp32, `[outputs, window.elements()]` in planar order
    /// @param bias one value per output
    public SparseSynapses(Windows windows, Layout input, Layout window, Block weights, float[] bias) {
        this.windows = windows;
        this.bias = bias.clone();
        outputs = bias.length;
        float[] planar = weights.toFloats();
        int rows = window.elements();
        int count = nonZero(planar);
        starts = new int[rows + 1];
        targets = new int[count];
        this.weights = new float[count];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            starts[row] = next;
            int column = window.planar(row);
            for (int output = 0; output < outputs; output++) {
                float weight = planar[output * rows + column];
                if (weight != 0) {
                    targets[next] = output;
                    this.weights[next++] = weight;
                }
            }
        }
        starts[rows] = next;
        int[] fan = new int[rows];
        Arrays.setAll(fan, row -> starts[row + 1] - starts[row]);
        outDegrees = Synapses.outDegrees(windows, input, fan);
    }

    /// Sums the weights that the events of one tick select.
    ///
    /// @param currents written, `window·outputs + output`
    public void gather(Events events, float[] currents) {
        for (int window = 0; window < windows.count(); window++) {
            System.arraycopy(bias, 0, currents, window * outputs, outputs);
            for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
                int first = events.starts()[windows.firstPixels()[span]];
                int end = events.starts()[windows.endPixels()[span]];
                if (events.areSpikes()) {
                    add(events, first, end, windows.shifts()[span], currents, window * outputs);
                } else {
                    multiply(events, first, end, windows.shifts()[span], currents, window * outputs);
                }
            }
        }
    }

    private void add(Events events, int first, int end, int shift, float[] currents, int base) {
        int[] elements = events.elements();
        for (int event = first; event < end; event++) {
            int row = elements[event] - shift;
            int last = starts[row + 1];
            for (int synapse = starts[row]; synapse < last; synapse++) {
                currents[base + targets[synapse]] += weights[synapse];
            }
        }
    }

    private void multiply(Events events, int first, int end, int shift, float[] currents, int base) {
        int[] elements = events.elements();
        float[] values = events.values();
        for (int event = first; event < end; event++) {
            int row = elements[event] - shift;
            float value = values[event];
            int last = starts[row + 1];
            for (int synapse = starts[row]; synapse < last; synapse++) {
                int target = base + targets[synapse];
                currents[target] = Math.fma(value, weights[synapse], currents[target]);
            }
        }
    }

    /// Synapses that are there.
    public int count() {
        return weights.length;
    }

    /// Synapses that an event at each element drives: what one event costs in additions.
    public int[] outDegrees() {
        return outDegrees;
    }
}
