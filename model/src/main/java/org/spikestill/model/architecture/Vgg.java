package org.spikestill.model.architecture;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;

/// Common part of the VGG shapes of the hybrid-conversion code (Rathi et al., ICLR 2020): 3×3 convolutions, 2×2 average
/// pooling, and two hidden linear layers of 4096 units.
///
/// @param width multiplier of channels
/// @param head multiplier of the hidden linear layers
record Vgg(float width, float head) {
    /// In a layout: pooling behind the convolution before it.
    static final int A = 0;

    /// @param layout published channels of each convolution, and [#A]
    Network network(Shape input, int classes, Form form, int... layout) {
        Stack stack = new Stack(input, form);
        for (int i = 0; i < layout.length; i++) {
            if (layout[i] != A) {
                boolean pooled = i + 1 < layout.length && layout[i + 1] == A;
                stack.convolution(Stack.scaled(layout[i], width), 3, pooled);
            }
        }
        int hidden = Stack.scaled(4096, head);
        return stack.flatten().hidden(hidden).hidden(hidden).classifier(classes);
    }
}
