package org.spikestill.lab.torch.kernel;

import static org.spikestill.lab.torch.kernel.Lanes.FLOATS;
import static org.spikestill.lab.torch.kernel.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/// [RateKernel] over lanes, block by block.
final class LaneRates {
    private LaneRates() {}

    /// @param whole outputs that fill whole lanes
    static void backward(RateKernel kernel, RateKernel.Gradients call, PoolWindows.Span whole) {
        LaneBlock block = new LaneBlock(kernel.windows());
        float[] slopes = new float[block.mostNeurons()];
        float[] shared = new float[block.outputs()];
        float[] rates = new float[block.mostNeurons()];
        for (long first = whole.from(); first < whole.to(); first += block.outputs()) {
            block.begin(first, (int) Math.min(block.outputs(), whole.to() - first));
            block.read(call.sensitivity(), 0, slopes);
            if (call.output() != null) {
                block.share(call.output(), first, kernel.mask(), first, shared);
            }
            if (call.rate() != null) {
                block.read(Values.floats(call.rate()), 0, rates);
            }
            multiply(block, slopes, shared, rates);
            block.write(slopes, call.current(), 0);
        }
    }

    private static void multiply(LaneBlock block, float[] slopes, float[] shared, float[] rates) {
        int outputs = block.groups() * WIDTH;
        for (int window = 0; window < block.neurons(); window += outputs) {
            for (int o = 0; o < outputs; o += WIDTH) {
                FloatVector.fromArray(FLOATS, shared, o)
                        .add(FloatVector.fromArray(FLOATS, rates, window + o))
                        .mul(FloatVector.fromArray(FLOATS, slopes, window + o))
                        .intoArray(slopes, window + o);
            }
        }
    }
}
