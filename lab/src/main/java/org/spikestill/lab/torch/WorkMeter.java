package org.spikestill.lab.torch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// Effective synaptic operations and membrane updates of a network's layers by NeuroBench's definition (Yik et al., Nature Communications 2025), over all samples
/// and time steps so far: a weight other than 0 that an input other than 0 meets. A call is one sample's time step; its operations
/// are accumulates if all inputs are −1, 0 or 1, else multiply-accumulates. Mutable.
///
/// ```
/// operations = Σ_i [x_i ≠ 0]·degree_i      degree_i = weights other than 0 that read input i
/// ```
public final class WorkMeter {
    /// Counts nothing.
    static final WorkMeter NONE = new WorkMeter(false);

    /// Values that are copied at a time.
    private static final long ELEMENTS = 1 << 20;

    private final boolean counts;
    private final Map<String, int[]> degrees = new HashMap<>();
    private final Map<String, Work> work = new LinkedHashMap<>();
    private final Map<String, Long> updates = new LinkedHashMap<>();

    /// Operations of one layer.
    public record Work(long adds, long multiplyAdds) {
        Work plus(Work other) {
            return new Work(adds + other.adds, multiplyAdds + other.multiplyAdds);
        }
    }

    public WorkMeter() {
        this(true);
    }

    private WorkMeter(boolean counts) {
        this.counts = counts;
    }

    /// By layer with synapses, in order.
    public Map<String, Work> work() {
        return work;
    }

    /// Membrane updates by population that fires, in order: neurons whose membrane is another number after a time step than before it,
    /// in the first step all of them.
    public Map<String, Long> updates() {
        return updates;
    }

    /// @param changes are counted if anything is
    void update(String name, LongSupplier changes) {
        if (counts) {
            updates.merge(name, changes.getAsLong(), Long::sum);
        }
    }

    /// @param shapes of the layer's input and output, for one sample in one time step
    /// @param repeats time steps that the frames stand for: T if each is the same in all of them
    void count(String name, Layer.Weighted layer, Tensor weight, Shape in, Shape out, Tensor frames, int repeats) {
        if (counts) {
            int[] degree = degrees.computeIfAbsent(name, _ -> degrees(layer, weight, in, out));
            long step = Math.max(1, ELEMENTS / degree.length);
            for (long first = 0; first < frames.size(0); first += step) {
                Tensor some = frames.narrow(first, Math.min(step, frames.size(0) - first));
                work.merge(name, work(degree, some.toFloats(), repeats), Work::plus);
            }
        }
    }

    private static Work work(int[] degree, float[] values, int repeats) {
        long adds = 0;
        long multiplyAdds = 0;
        for (int first = 0; first < values.length; first += degree.length) {
            long operations = 0;
            boolean analog = false;
            for (int i = 0; i < degree.length; i++) {
                float x = values[first + i];
                operations += x == 0 ? 0 : degree[i];
                analog |= x != 0 && Math.abs(x) != 1;
            }
            adds += analog ? 0 : operations;
            multiplyAdds += analog ? operations : 0;
        }
        return new Work(adds * repeats, multiplyAdds * repeats);
    }

    /// Weights other than 0 that read each element of the input.
    private static int[] degrees(Layer.Weighted layer, Tensor weight, Shape in, Shape out) {
        float[] weights = weight.toFloats(); // [outputs, inputs, kernel, kernel]
        int outputs = out.channels();
        int[] nonzero = new int[weights.length / outputs]; // [inputs, kernel, kernel]
        for (int i = 0; i < weights.length; i++) {
            nonzero[i % nonzero.length] += weights[i] == 0 ? 0 : 1;
        }
        return switch (layer) {
            case Layer.Linear _ -> nonzero;
            case Layer.Conv2d conv -> degrees(conv, nonzero, in, out);
        };
    }

    private static int[] degrees(Layer.Conv2d conv, int[] nonzero, Shape in, Shape out) {
        int[] degrees = new int[in.elements()];
        for (int i = 0; i < degrees.length; i++) {
            int channel = i / (in.height() * in.width());
            for (int ky = 0; ky < conv.kernel(); ky++) {
                for (int kx = 0; kx < conv.kernel(); kx++) {
                    boolean reaches = meets(conv, i / in.width() % in.height(), ky, out.height())
                            && meets(conv, i % in.width(), kx, out.width());
                    degrees[i] += reaches ? nonzero[(channel * conv.kernel() + ky) * conv.kernel() + kx] : 0;
                }
            }
        }
        return degrees;
    }

    /// Whether an output exists whose kernel element `offset` lies on input position `from`.
    private static boolean meets(Layer.Conv2d conv, int from, int offset, int outputs) {
        int position = from + conv.padding() - offset;
        return position >= 0 && position % conv.stride() == 0 && position / conv.stride() < outputs;
    }
}
