package org.spikestill.runtime.device;

import java.util.Arrays;
import java.util.Optional;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.runtime.kernel.DeviceKernels;

/// A first-generation Loihi chip (Davies et al., IEEE Micro 2018), as its public emulators agree on it.
///
/// ```
/// decay(x, d) = sign(x)·((|x|·(4096 − d)) >> 12)
/// u = wrap24(decay(u, δu + 1) + a)        a = Σ weights of the spikes that arrive now
/// v = clamp(decay(v, δv) + u + bias, ±(2²³ − 1)),  0 during the refractory delay
/// s = v > θ, equality stays silent;  v = 0 and the refractory counter ρ after a spike
/// ```
///
/// Weights of both signs have even mantissas from −256 to 254, those of one sign any of 8 bits; the exponent is 0, so a mantissa
/// of 1 is 64 in states. Emulators disagree about odd mixed weights and negative exponents, and neither is used here.
///
/// @param refractoryDelay ρ, 1 to 63 ticks; 1 is no pause
public record Loihi(int refractoryDelay) implements Device {
    /// States in a mantissa of 1, as a power of two.
    static final int SHIFT = 6;

    private static final DeviceKernels KERNELS = DeviceKernels.best();
    private static final int LARGEST_STATE = (1 << 23) - 1;
    private static final int BIAS_MANTISSA = 4095;
    private static final int BIAS_EXPONENT = 7;

    public Loihi {
        Check.within("refractoryDelay", refractoryDelay, 1, 63);
    }

    public Loihi() {
        this(1);
    }

    @Override
    public String title() {
        return "Loihi";
    }

    @Override
    public Mantissas weights(boolean mixed) {
        return mixed ? new Mantissas(-256, 254, 2) : new Mantissas(-255, 255, 1);
    }

    @Override
    public int stateBits() {
        return SHIFT;
    }

    @Override
    public int largestThreshold() {
        return 131_071;
    }

    @Override
    public int largestCurrent() {
        return LARGEST_STATE;
    }

    /// bm·2^be with |bm| ≤ 4095 and be from 0 to 7.
    @Override
    public boolean holdsBias(int states) {
        int exponent = states == 0 ? 0 : Math.min(BIAS_EXPONENT, Integer.numberOfTrailingZeros(states));
        return Math.abs(states >> exponent) <= BIAS_MANTISSA;
    }

    @Override
    public Optional<Capacity> capacity() {
        return Optional.of(Capacity.LOIHI);
    }

    @Override
    public Cell cell(String layer, Neuron neuron) {
        return switch (neuron) {
            case Integrator _ -> Cell.without(LoihiLif.FORGET, true, false);
            case LoihiLif lif ->
                new Cell(lif.currentDecay(), lif.voltageDecay(), true, true, Optional.of(bits(layer, lif.unit())));
            case Lif lif -> plain(layer, lif);
            case CubaLif _ ->
                throw refused(
                        layer,
                        "decays in floating point",
                        "train it with the neuron loihi-lif, whose decays are 12-bit");
            default ->
                throw refused(
                        layer,
                        "is a " + Neuron.catalog().spec(neuron),
                        "train it with lif:reset.target=zero or loihi-lif");
        };
    }

    private static Cell plain(String layer, Lif lif) {
        if (lif.reset().target() == Reset.Target.SUBTRACT) {
            throw refused(
                    layer, "resets by subtraction, and the chip to zero only", "train it with lif:reset.target=zero");
        }
        if (lif.order() != Order.CHARGE_FIRST) {
            throw refused(layer, "fires before it charges", "train it with order=charge-first");
        }
        if (lif.leak() != 1) {
            throw refused(
                    layer,
                    "leaks in floating point (leak=" + lif.leak() + ")",
                    "train it with leak=1, or with loihi-lif:voltageDecay=" + Math.round(4096 * (1 - lif.leak())));
        }
        return Cell.without(LoihiLif.FORGET, true, true);
    }

    private static int bits(String layer, float unit) {
        int bits = -Math.getExponent(unit);
        if (unit != Math.scalb(1f, -bits)) {
            throw refused(layer, "has unit " + unit, "train it with a power of two, such as " + Math.scalb(1f, -bits));
        }
        return bits;
    }

    private static InvalidNetwork refused(String layer, String found, String wayOut) {
        return new InvalidNetwork("Loihi does not run '" + layer + "', which " + found + ": " + wayOut);
    }

    @Override
    public Neurons neurons(int count, Cell cell, int threshold) {
        return new Compartments(count, cell, threshold, refractoryDelay);
    }

    private static int decay(int x, int decay) {
        int size = (int) (((long) Math.abs(x) * (4096 - decay)) >> 12);
        return x < 0 ? -size : size;
    }

    /// Sign extension from 24 bits.
    private static int wrap(int current) {
        return current << 8 >> 8;
    }

    private static final class Compartments implements Neurons {
        private final int[] currents;
        private final int[] membranes;
        private final int[] pauses;
        private final int currentDecay;
        private final int voltageDecay;
        private final int threshold;
        private final int refractoryDelay;

        Compartments(int count, Cell cell, int threshold, int refractoryDelay) {
            currents = new int[count];
            membranes = new int[count];
            pauses = new int[refractoryDelay > 1 ? count : 0];
            currentDecay = cell.currentDecay() + 1;
            voltageDecay = cell.voltageDecay();
            this.threshold = cell.fires() ? threshold : Integer.MAX_VALUE;
            this.refractoryDelay = refractoryDelay;
        }

        @Override
        public void reset() {
            Arrays.fill(currents, 0);
            Arrays.fill(membranes, 0);
            Arrays.fill(pauses, 0);
        }

        @Override
        public int step(int[] input, int[] bias, int[] fired) {
            if (currentDecay == 4096 && voltageDecay == 0 && pauses.length == 0) {
                charge(input, bias);
            } else {
                decayAndCharge(input, bias);
            }
            return threshold == Integer.MAX_VALUE ? 0 : fire(fired);
        }

        /// Without memory but the membrane: a loop in vectors. The sum of a current, a membrane and a bias fits 32 bits.
        private void charge(int[] input, int[] bias) {
            for (int i = 0; i < membranes.length; i++) {
                int sum = membranes[i] + (input[i] << 8 >> 8) + bias[i];
                membranes[i] = Math.max(-LARGEST_STATE, Math.min(LARGEST_STATE, sum));
            }
        }

        private void decayAndCharge(int[] input, int[] bias) {
            for (int i = 0; i < membranes.length; i++) {
                int u = wrap((currentDecay == 4096 ? 0 : decay(currents[i], currentDecay)) + input[i]);
                int kept = voltageDecay == 0 ? membranes[i] : decay(membranes[i], voltageDecay);
                int v = Math.clamp((long) kept + u + bias[i], -LARGEST_STATE, LARGEST_STATE);
                if (pauses.length > 0 && pauses[i] > 0) {
                    v = 0;
                    pauses[i]--;
                }
                currents[i] = u;
                membranes[i] = v;
            }
        }

        private int fire(int[] fired) {
            int count = KERNELS.fire(membranes, threshold, Reset.Target.ZERO, fired);
            for (int i = 0; pauses.length > 0 && i < count; i++) {
                pauses[fired[i]] = refractoryDelay - 1;
            }
            return count;
        }

        @Override
        public int[] membranes() {
            return membranes;
        }
    }
}
