package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// The residual network for CIFAR of 6n + 2 layers with n = 3 (He, Zhang, Ren, Sun, CVPR 2016, section 4.2):
/// conv3-16, three stages of three blocks with 16, 32 and 64 channels, the mean of each map, one linear layer. Where
/// a shape changes, the identity goes through a 1×1 convolution instead of the paper's padding with zero channels.
///
/// @param width multiplier of channels, in (0, 16]
@Name("resnet20-cifar")
public record ResNet20Cifar(float width) implements Architecture {
    public ResNet20Cifar {
        within("width", width, 0.01f, 16);
    }

    public ResNet20Cifar() {
        this(1);
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        Stack stack = new Stack(input, form).convolution(Stack.scaled(16, width), 3, false);
        for (int stage = 0; stage < 3; stage++) {
            for (int block = 0; block < 3; block++) {
                stack.residual(Stack.scaled(16 << stage, width), stage > 0 && block == 0 ? 2 : 1);
            }
        }
        return stack.poolAll().flatten().classifier(classes);
    }
}
