package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// conv5-64 A conv5-64 A conv3-64 A, FC 64, FC K (after Cao, Chen, Khosla, IJCV 2015), with A = 2×2 average pooling. The
/// sizes are our reading of the LaSNN paper's `3Conv2Linear`, which does not state them.
///
/// @param width multiplier of channels and hidden units, in (0, 16]
@Name("3conv2linear")
public record ThreeConvTwoLinear(float width) implements Architecture {
    public ThreeConvTwoLinear {
        within("width", width, 0.01f, 16);
    }

    public ThreeConvTwoLinear() {
        this(1);
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        int channels = Stack.scaled(64, width);
        return new Stack(input, form)
                .convolution(channels, 5, true)
                .convolution(channels, 5, true)
                .convolution(channels, 3, true)
                .flatten()
                .hidden(channels)
                .classifier(classes);
    }
}
