package org.spikestill.model;

/// Granularity of the gates of a layer: the synapses that one gate opens and closes. Gates stand for groups of consecutive
/// inputs, or for single synapses.
public sealed interface Gates {
    /// Number of gates of a layer.
    ///
    /// @param weight shape of its weights: `[outputs, inputs]` or `[channels, in, kernel, kernel]`
    /// @throws InvalidNetwork if the inputs cannot be divided so
    int count(Shape weight);

    /// One gate for each synapse.
    record Synapse() implements Gates {
        @Override
        public int count(Shape weight) {
            return weight.elements();
        }
    }

    /// One gate for each input: all synapses of an input element or channel.
    record Input() implements Gates {
        @Override
        public int count(Shape weight) {
            return weight.sizes().get(1);
        }
    }

    /// One gate for each time tap of a layer that reads the frames of a spike train side by side, oldest first.
    ///
    /// @param taps frames, 1 to 4096; the inputs are a multiple of it
    record TimeTap(int taps) implements Gates {
        public TimeTap {
            Check.within("taps", taps, 1, 4096);
        }

        public TimeTap() {
            this(10);
        }

        @Override
        public int count(Shape weight) {
            int inputs = weight.sizes().get(1);
            if (inputs % taps != 0) {
                throw new InvalidNetwork(
                        inputs + " inputs cannot be divided into " + taps + " time taps: name as many taps as frames");
            }
            return taps;
        }
    }
}
