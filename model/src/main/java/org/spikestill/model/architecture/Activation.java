package org.spikestill.model.architecture;

import org.spikestill.model.Check;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.settings.Catalog;

/// Nonlinearity of an artificial network, and so how it is converted: thresholds are measured behind ReLUs, while
/// those of a quantised clip are trained.
public sealed interface Activation {
    static Catalog<Activation> catalog() {
        return Activations.CATALOG;
    }

    /// Its layer in a network.
    Layer layer();

    /// Rectified linear unit, max(0, x).
    record Relu() implements Activation {
        @Override
        public Layer layer() {
            return new Layer.Activation(Layer.Curve.RELU);
        }
    }

    /// Quantised clip with a trained threshold: the converted network equals this one at T = levels under constant
    /// input (Bu et al., ICLR 2022), see [Layer.QuantisedClip].
    ///
    /// @param levels steps L between 0 and the threshold, ≥ 1
    /// @param start threshold before training, > 0
    record Qcfs(int levels, float start) implements Activation {
        public Qcfs {
            Check.within("levels", levels, 1, Network.MAX_TICKS);
            Check.positive("start", start);
        }

        public Qcfs() {
            this(8, 8);
        }

        @Override
        public Layer layer() {
            return new Layer.QuantisedClip(levels, start);
        }
    }
}
