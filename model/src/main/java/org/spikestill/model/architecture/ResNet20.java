package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// Residual network of two blocks per stage, see [ResNet]; not the three-stage network of the same name for CIFAR,
/// which is [ResNet20Cifar].
///
/// @param width multiplier of channels, in (0, 16]
@Name("resnet20")
public record ResNet20(float width) implements Architecture {
    public ResNet20 {
        within("width", width, 0.01f, 16);
    }

    public ResNet20() {
        this(1);
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        return new ResNet(2, width).network(input, classes, form);
    }
}
