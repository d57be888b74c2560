package org.spikestill.model.architecture;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;

/// The four-stage residual shape of the hybrid-conversion code (Rathi et al., ICLR 2020): three convolutions of 64
/// and a pooling, then blocks of 64, 128, 256 and 512 channels, then one linear layer. As a spiking network, the
/// second neuron of a block integrates the sum of the second convolution and the block's input.
///
/// @param blocks per stage
/// @param width multiplier of channels
record ResNet(int blocks, float width) {
    Network network(Shape input, int classes, Form form) {
        int first = Stack.scaled(64, width);
        Stack stack = new Stack(input, form)
                .convolution(first, 3, false)
                .convolution(first, 3, false)
                .convolution(first, 3, true);
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < blocks; block++) {
                stack.residual(Stack.scaled(64 << stage, width), stage > 0 && block == 0 ? 2 : 1);
            }
        }
        return stack.flatten().classifier(classes);
    }
}
