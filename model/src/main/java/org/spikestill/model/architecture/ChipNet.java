package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import java.util.Collections;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Name;

/// A convolutional network for neuromorphic chips: a population on the pixels, convolutions with strides in the place of
/// pooling, and hidden linear layers; no biases, no normalisation, no skip connections.
///
/// The first population turns pixels into spikes on the chip itself, so that every synapse carries spikes only. Pixels are
/// scaled to [0, 2], of which a neuron with threshold 1 and a hard reset makes a spike per tick from half the brightness
/// on. Compartments fall with the square of the first stride.
///
/// @param channels of each convolution
/// @param strides of each convolution
/// @param kernel size of all convolutions, odd
/// @param hidden units of each hidden linear layer
@Name("chipnet")
public record ChipNet(List<Integer> channels, List<Integer> strides, int kernel, List<Integer> hidden)
        implements Architecture {
    private static final int MAX_LAYERS = 16;
    private static final int MAX_CHANNELS = 4096;
    private static final int MAX_UNITS = 65_536;
    private static final float DEVIATION = 0.5f; // exact: 1 / 0.5 scales [0, 1] to [0, 2]

    public ChipNet {
        channels = List.copyOf(channels);
        strides = List.copyOf(strides);
        hidden = List.copyOf(hidden);
        within("the number of convolutions", channels.size(), 1, MAX_LAYERS);
        within("the number of hidden layers", hidden.size(), 0, MAX_LAYERS);
        channels.forEach(each -> within("channels of a convolution", each, 1, MAX_CHANNELS));
        strides.forEach(each -> within("stride of a convolution", each, 1, 15));
        hidden.forEach(each -> within("units of a hidden layer", each, 1, MAX_UNITS));
        within("kernel", kernel, 1, 15);
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException(
                    "kernel is " + kernel + ": it must be odd, so that maps keep their size but for the stride");
        }
        if (strides.size() != channels.size()) {
            throw new IllegalArgumentException("there are " + channels.size() + " channels and " + strides.size()
                    + " strides: give one of each per convolution");
        }
    }

    public ChipNet() {
        this(List.of(16, 32, 64), List.of(2, 1, 2), 3, List.of());
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        Stack stack = new Stack(input, form).activation();
        for (int i = 0; i < channels.size(); i++) {
            stack.convolution(channels.get(i), kernel, strides.get(i))
                    .activation()
                    .dropout();
        }
        stack.flatten();
        hidden.forEach(stack::hidden);
        Network network = stack.classifier(classes);
        int planes = input.channels();
        return network.withScaling(
                new Scaling(Collections.nCopies(planes, 0f), Collections.nCopies(planes, DEVIATION)));
    }

    /// The population on the pixels forgets its current at once, since a chip adds a constant current to the membrane.
    @Override
    public Network spiking(Shape input, int outputs, Form form, Neuron.Firing neuron, Encoder encoder, int ticks) {
        Network network = Architecture.super.spiking(input, outputs, form, neuron, encoder, ticks);
        return network.mapNodes(node -> node.inputs().contains(Network.INPUT) && neuron instanceof LoihiLif lif
                ? node.withLayer(new Layer.Spike(new LoihiLif(
                        LoihiLif.FORGET, lif.voltageDecay(), lif.threshold(), lif.unit(), lif.surrogate())))
                : node);
    }
}
