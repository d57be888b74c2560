package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// conv64 A conv128 A conv256 A, FC 256, FC K, all convolutions 3×3, with A = 2×2 average pooling; any other widths
/// by name. The network of our speed benchmarks, and a plain starting point for shapes that no paper names.
///
/// @param channels of each convolution; each halves height and width
/// @param kernel size of all convolutions, odd
/// @param hidden units of each hidden linear layer
@Name("convnet")
public record ConvNet(List<Integer> channels, int kernel, List<Integer> hidden) implements Architecture {
    private static final int MAX_LAYERS = 16;
    private static final int MAX_CHANNELS = 4096;
    private static final int MAX_UNITS = 65_536;

    public ConvNet {
        channels = List.copyOf(channels);
        hidden = List.copyOf(hidden);
        within("the number of convolutions", channels.size(), 1, MAX_LAYERS);
        within("the number of hidden layers", hidden.size(), 0, MAX_LAYERS);
        channels.forEach(each -> within("channels of a convolution", each, 1, MAX_CHANNELS));
        hidden.forEach(each -> within("units of a hidden layer", each, 1, MAX_UNITS));
        within("kernel", kernel, 1, 15);
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException(
                    "kernel is " + kernel + ": it must be odd, so that maps keep their size");
        }
    }

    public ConvNet() {
        this(List.of(64, 128, 256), 3, List.of(256));
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        Stack stack = new Stack(input, form);
        channels.forEach(each -> stack.convolution(each, kernel, true));
        stack.flatten();
        hidden.forEach(stack::hidden);
        return stack.classifier(classes);
    }
}
