package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The definition of [LifKernel], one neuron at a time.
final class ScalarLif implements LifKernel {
    @Override
    public long forward(Forward call, long from, long to) {
        long fired = 0;
        for (long i = from; i < to; i++) {
            fired += neuronForward(call, i);
        }
        return fired;
    }

    private static int neuronForward(Forward call, long i) {
        Lif lif = call.neuron();
        float threshold = lif.threshold();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        float v = call.start() == null ? 0 : at(call.start(), i % call.startLength());
        int count = 0;
        float kappa = chargeFirst ? 1 : 0;
        float sensitivity = 0;
        for (int t = 0; t < call.ticks(); t++) {
            long here = t * call.neurons() + i;
            float x = at(call.current(), call.constant() ? i : here);
            float u = chargeFirst ? v * lif.leak() + x : v;
            boolean fires = u > threshold;
            float rested = !fires ? u : soft ? u - threshold : 0;
            v = chargeFirst ? rested : rested * lif.leak() + x;
            if (call.membrane() != null) {
                put(call.membrane(), here, u);
            }
            put(call.spikes(), here, fires ? 1 : 0);
            count += fires ? 1 : 0;
            if (call.sensitivity() != null) {
                float slope = (float) lif.surrogate().slope((u - threshold) / threshold) / threshold;
                sensitivity += slope * kappa;
                float kept = soft || !fires ? 1 : 0;
                kept += lif.reset().detached() ? 0 : (soft ? -threshold : -u) * slope;
                kappa = 1 + lif.leak() * kept * kappa;
            }
        }
        if (call.sensitivity() != null) {
            put(call.sensitivity(), i, sensitivity / call.ticks());
        }
        if (call.rate() != null) {
            put(call.rate(), i, (float) count / call.ticks());
        }
        return count;
    }

    @Override
    public void backward(Backward call, long from, long to) {
        for (long i = from; i < to; i++) {
            neuronBackward(call, i);
        }
    }

    private static void neuronBackward(Backward call, long i) {
        Lif lif = call.neuron();
        float threshold = lif.threshold();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        boolean soft = lif.reset().target() == Reset.Target.SUBTRACT;
        float shared = call.rateGradient() == null ? 0 : at(call.rateGradient(), i) / call.ticks();
        float g = 0;
        float sum = 0;
        for (int t = call.ticks() - 1; t >= 0; t--) {
            long here = t * call.neurons() + i;
            float u = at(call.membrane(), here);
            boolean fired = u > threshold;
            float r = chargeFirst ? g : lif.leak() * g;
            float delta = shared + (call.spikeGradient() == null ? 0 : at(call.spikeGradient(), here));
            if (!lif.reset().detached()) {
                delta += r * (soft ? -threshold : -u);
            }
            float z = (u - threshold) / threshold;
            float du = delta * ((float) lif.surrogate().slope(z) / threshold) + (soft || !fired ? r : 0);
            float dx = chargeFirst ? du : g;
            g = chargeFirst ? lif.leak() * du : du;
            sum += dx;
            if (!call.constant()) {
                put(call.currentGradient(), here, dx);
            }
        }
        if (call.constant()) {
            put(call.currentGradient(), i, sum);
        }
    }

    private static float at(MemorySegment values, long index) {
        return values.getAtIndex(JAVA_FLOAT, index);
    }

    private static void put(MemorySegment values, long index, float value) {
        values.setAtIndex(JAVA_FLOAT, index, value);
    }
}
