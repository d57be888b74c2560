package org.spikestill.runtime.device;

import java.util.Arrays;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Name;
import org.spikestill.runtime.kernel.DeviceKernels;

/// Integrate-and-fire neurons as microcontrollers and FPGAs compute them: weights of 8 bits, membranes of 16 bits that
/// saturate, and either reset. A read-out has 32 bits.
///
/// ```
/// u = clamp(v + a + bias, −32768, 32767)      s = u > θ, equality stays silent
/// v = u − θ·s (soft reset) or u·(1 − s) (hard reset)
/// ```
@Name("integer-lif")
public record IntegerLif() implements Device {
    private static final DeviceKernels KERNELS = DeviceKernels.best();
    private static final int MOST = Short.MAX_VALUE;
    private static final int LEAST = Short.MIN_VALUE;

    @Override
    public String title() {
        return "the integer LIF";
    }

    @Override
    public Mantissas weights(boolean mixed) {
        return new Mantissas(Byte.MIN_VALUE, Byte.MAX_VALUE, 1);
    }

    @Override
    public int stateBits() {
        return 0;
    }

    @Override
    public int largestThreshold() {
        return MOST;
    }

    /// Sums of weights have 32 bits; membranes saturate after them.
    @Override
    public int largestCurrent() {
        return 1 << 30;
    }

    @Override
    public boolean holdsBias(int states) {
        return states >= LEAST && states <= MOST;
    }

    @Override
    public Cell cell(String layer, Neuron neuron) {
        return switch (neuron) {
            case Integrator _ -> Cell.without(0, false, false);
            case Lif lif
            when lif.leak() == 1 && lif.order() == Order.CHARGE_FIRST ->
                Cell.without(0, lif.reset().target() == Reset.Target.ZERO, true);
            default ->
                throw new InvalidNetwork("the integer LIF does not run '" + layer + "', which is a "
                        + Neuron.catalog().spec(neuron) + ": train it with lif:leak=1, order charge-first");
        };
    }

    @Override
    public Neurons neurons(int count, Cell cell, int threshold) {
        return new Membranes(
                new int[count], cell.fires(), cell.hard() ? Reset.Target.ZERO : Reset.Target.SUBTRACT, threshold);
    }

    private record Membranes(int[] membranes, boolean fires, Reset.Target target, int threshold) implements Neurons {
        @Override
        public void reset() {
            Arrays.fill(membranes, 0);
        }

        @Override
        public int step(int[] input, int[] bias, int[] fired) {
            if (!fires) {
                for (int i = 0; i < membranes.length; i++) {
                    membranes[i] += input[i] + bias[i];
                }
                return 0;
            }
            for (int i = 0; i < membranes.length; i++) {
                membranes[i] = Math.max(LEAST, Math.min(MOST, membranes[i] + input[i] + bias[i]));
            }
            return KERNELS.fire(membranes, threshold, target, fired);
        }
    }
}
