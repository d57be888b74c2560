package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;
import static org.spikestill.model.architecture.Vgg.A;

import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// 64 A 128 256 A 256 512 A 512 A 512, FC 4096, FC 4096, FC K, all convolutions 3×3 (the hybrid-conversion code's
/// VGG9; Rathi et al., ICLR 2020): seven convolutions and three linear layers in spite of its name.
///
/// @param width multiplier of channels, in (0, 16]
/// @param head multiplier of the two hidden linear layers, which hold most weights, in (0, 16]
public record Vgg9(float width, float head) implements Architecture {
    public Vgg9 {
        within("width", width, 0.01f, 16);
        within("head", head, 0.001f, 16);
    }

    public Vgg9() {
        this(1, 1);
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        return new Vgg(width, head).network(input, classes, form, 64, A, 128, 256, A, 256, 512, A, 512, A, 512);
    }
}
