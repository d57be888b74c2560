package org.spikestill.export.nir;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.InvalidNetwork;

/// Recorded activity of a network, the companion of a NIR graph: observables by name, by node.
///
/// @param nodes those of a nested graph have its name and "/" in front of theirs
public record NirData(Map<String, Map<String, Observable>> nodes) {
    public NirData {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /// Activity of one node over all samples and time.
    public sealed interface Observable {
        /// Neurons that were recorded.
        int neurons();
    }

    /// A value for each time step, such as membranes.
    ///
    /// @param data `[samples, steps, neurons]`
    /// @param dt time of a step
    public record TimeGridded(NirArray data, double dt) implements Observable {
        public TimeGridded {
            if (data.sizes().size() != 3) {
                throw new InvalidNetwork("'data' has shape " + data.sizes() + ": it must be [samples, steps, neurons]");
            }
        }

        @Override
        public int neurons() {
            return data.sizes().getLast();
        }
    }

    /// Events, each of a neuron at a time. Entries that hold none have index −1 and time +∞.
    ///
    /// @param index neurons `[samples, events]`
    /// @param time in the unit of dt `[samples, events]`
    /// @param value of each event `[samples, events]`, where events carry one
    /// @param duration of the recording
    public record Events(NirArray index, NirArray time, Optional<NirArray> value, int neurons, double duration)
            implements Observable {
        public Events {
            List<Integer> sizes = index.sizes();
            boolean equal = sizes.equals(time.sizes())
                    && value.map(NirArray::sizes).map(sizes::equals).orElse(true);
            if (sizes.size() != 2 || !equal) {
                throw new InvalidNetwork("'idx' and 'time' have shapes " + sizes + " and " + time.sizes()
                        + ": both must be [samples, events]");
            }
            for (int i = 0; i < index.elements(); i++) {
                if (!(index.at(i) >= -1 && index.at(i) < neurons)) {
                    throw new InvalidNetwork("'idx' holds the neuron " + index.at(i) + " of " + neurons);
                }
            }
        }
    }
}
