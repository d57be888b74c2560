package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// Residual network of one block per stage, see [ResNet].
///
/// @param width multiplier of channels, in (0, 16]
@Name("resnet12")
public record ResNet12(float width) implements Architecture {
    public ResNet12 {
        within("width", width, 0.01f, 16);
    }

    public ResNet12() {
        this(1);
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        return new ResNet(1, width).network(input, classes, form);
    }
}
