package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The definition of [LifKernel], one neuron at a time.
final class ScalarLif implements LifKernel {
    @Override
    public long forward(Forward call, long from, long to) {
        PoolWindows windows = call.population().windows();
        int[] shifts = windows.shifts();
        float[] fired = new float[call.population().ticks()];
        long all = 0;
        for (long output = from; output < to; output++) {
            long corner = windows.corner(output);
            java.util.Arrays.fill(fired, 0);
            for (int shift : shifts) {
                all += neuronForward(call, corner + shift, fired);
            }
            float mask = mask(call.population(), output);
            float sum = 0;
            for (int t = 0; t < fired.length; t++) {
                float y = fired[t] / windows.area() * mask;
                call.spikes().put(t * call.population().outputs() + output, y);
                sum += y;
            }
            if (call.averages() != null) {
                call.averages().output().put(output, sum / fired.length);
            }
        }
        return all;
    }

    private static float mask(Population population, long output) {
        return population.mask() == null ? 1 : at(population.mask(), output);
    }

    /// @param fired receives one more for each tick in which this neuron fires
    private static int neuronForward(Forward call, long i, float[] fired) {
        Dynamics dynamics = call.population().neuron();
        Lif lif = dynamics.lif();
        float threshold = lif.threshold();
        float[] membranes = membranes(call.population(), i);
        int count = 0;
        float kappa = lif.order() == Order.CHARGE_FIRST ? 1 : 0;
        float chi = 1;
        float sensitivity = 0;
        for (int t = 0; t < membranes.length; t++) {
            float u = membranes[t];
            boolean fires = u > threshold;
            fired[t] += fires ? 1 : 0;
            count += fires ? 1 : 0;
            if (call.averages() != null) {
                float slope = (float) lif.surrogate().slope((u - threshold) / threshold) / threshold;
                float felt = dynamics.passes(u) ? kappa : 0;
                sensitivity += slope * felt;
                boolean soft = soft(lif);
                float kept = soft || !fires ? 1 : 0;
                kept += lif.reset().detached() ? 0 : (soft ? -threshold : -u) * slope;
                chi = 1 + dynamics.current().factor() * chi;
                kappa = chi + dynamics.membrane().factor() * kept * felt;
            }
        }
        if (call.averages() != null) {
            call.averages().sensitivity().put(i, sensitivity / membranes.length);
        }
        if (call.rate() != null) {
            call.rate().setAtIndex(JAVA_FLOAT, i, (float) count / membranes.length);
        }
        return count;
    }

    private static boolean soft(Lif lif) {
        return lif.reset().target() == Reset.Target.SUBTRACT;
    }

    /// u of every tick, the membrane that the threshold is compared with.
    private static float[] membranes(Population population, long i) {
        ScalarMembrane membrane = new ScalarMembrane(population, i);
        float[] membranes = new float[population.ticks()];
        for (int t = 0; t < membranes.length; t++) {
            membranes[t] = membrane.step(t);
        }
        return membranes;
    }

    @Override
    public void backward(Backward call, long from, long to) {
        PoolWindows windows = call.population().windows();
        int[] shifts = windows.shifts();
        for (long output = from; output < to; output++) {
            long corner = windows.corner(output);
            for (int shift : shifts) {
                neuronBackward(call, output, corner + shift);
            }
        }
    }

    private static void neuronBackward(Backward call, long output, long i) {
        Population population = call.population();
        Dynamics dynamics = population.neuron();
        Lif lif = dynamics.lif();
        float leak = dynamics.membrane().factor();
        float threshold = lif.threshold();
        boolean chargeFirst = lif.order() == Order.CHARGE_FIRST;
        float[] membranes = membranes(population, i);
        float share = mask(population, output) / population.windows().area();
        float shared = call.rateGradient() == null ? 0 : at(call.rateGradient(), i) / membranes.length;
        float g = 0;
        float later = 0; // dL/di[t+1] of a driven neuron
        float sum = 0;
        for (int t = membranes.length - 1; t >= 0; t--) {
            float u = membranes[t];
            float r = chargeFirst ? g : leak * g;
            float delta = shared;
            if (call.spikeGradient() != null) {
                delta += call.spikeGradient().get(t * population.outputs() + output) * share;
            }
            if (!lif.reset().detached()) {
                delta += r * (soft(lif) ? -threshold : -u);
            }
            float z = (u - threshold) / threshold;
            float kept = soft(lif) || !(u > threshold) ? r : 0;
            float du = delta * ((float) lif.surrogate().slope(z) / threshold) + kept;
            du = dynamics.passes(u) ? du : 0;
            later = du + dynamics.current().factor() * later;
            float dx = dynamics.driven() ? later : chargeFirst ? du : g;
            g = chargeFirst ? leak * du : du;
            sum += dx;
            if (!population.constant()) {
                call.currentGradient().put(t * population.neurons() + i, dx);
            }
        }
        if (population.constant()) {
            call.currentGradient().put(i, sum);
        }
    }

    private static float at(MemorySegment values, long index) {
        return values.getAtIndex(JAVA_FLOAT, index);
    }
}
