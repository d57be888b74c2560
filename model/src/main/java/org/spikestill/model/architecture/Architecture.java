package org.spikestill.model.architecture;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.Catalog;

/// A published network shape, as an artificial network to be trained: the teacher's form or the student's.
public interface Architecture {
    static Catalog<Architecture> catalog() {
        return Architectures.CATALOG;
    }

    /// @param input shape of a sample `[C, H, W]`
    /// @param classes width of the output, ≥ 2
    /// @throws org.spikestill.model.InvalidNetwork if the image is too small for the poolings
    Network network(Shape input, int classes, Form form);

    /// Form of a network around its weights: nonlinearity, biases, normalisation.
    ///
    /// @param normalised with bias and batch normalisation (a teacher), or without both (what the published students are
    ///     converted from)
    /// @param dropout rate behind convolutions that no pooling follows and behind hidden linear layers
    /// @param activation of every hidden layer
    /// @param encoder of the network without time that this is, which says what its layers see of a sample
    record Form(boolean normalised, float dropout, Activation activation, Encoder encoder) {
        public static Form teacher(float dropout) {
            return new Form(true, dropout, new Activation.Relu(), new Direct());
        }

        public static Form student(float dropout) {
            return student(dropout, new Activation.Relu());
        }

        public static Form student(float dropout, Activation activation) {
            return new Form(false, dropout, activation, new Direct());
        }

        /// This form with batch normalisation, or without: as of the folded network and of the plain student.
        public Form normalised(boolean value) {
            return new Form(value, dropout, activation, encoder);
        }

        /// Form of the artificial network that a spiking one under an encoder is converted from.
        public Form before(Encoder spiking) {
            return new Form(normalised, dropout, activation, spiking.averaged());
        }
    }
}
