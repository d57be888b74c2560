package org.spikestill.model.architecture;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Catalog;

/// A published network shape, as an artificial network to be trained: the teacher's form or the student's.
public interface Architecture {
    static Catalog<Architecture> catalog() {
        return Architectures.CATALOG;
    }

    /// @param input shape of a sample, `[C, H, W]` or `[K]`
    /// @param classes width of the output: classes, or values of a regression
    /// @throws org.spikestill.model.InvalidNetwork if the image is too small for the poolings
    Network network(Shape input, int classes, Form form);

    /// The shape as a spiking network, to be trained from random weights: a population in the place of every activation,
    /// and an integrating read-out.
    ///
    /// @param outputs width of the output: classes, or values
    /// @param form of the artificial network of the same shape; its activation and encoder play no part
    /// @param neuron of every population, with the threshold that training starts from
    /// @param ticks time steps T, ≥ 1
    /// @throws org.spikestill.model.InvalidNetwork if a layer has no spiking form, such as batch normalisation
    default Network spiking(Shape input, int outputs, Form form, Neuron.Firing neuron, Encoder encoder, int ticks) {
        Network artificial = network(input, outputs, form.before(encoder));
        return SpikingForm.of(artificial, encoder, ticks, _ -> neuron).network();
    }

    /// Form of a network around its weights: nonlinearity, biases, normalisation.
    ///
    /// @param normalised with bias and batch normalisation (a teacher), or without both (what the published students are
    ///     converted from)
    /// @param dropout rate behind convolutions that no pooling follows and behind hidden linear layers
    /// @param activation of every hidden layer
    /// @param encoder of the network without time that this is, which determines what its layers see of a sample
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
