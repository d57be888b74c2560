package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// Densely connected network (Huang, Liu, van der Maaten, Weinberger, CVPR 2017) in its form for 32×32 images: a
/// convolution of 2·growth channels, four dense blocks of 6, 12, 24 and 16 layers, between them half the channels
/// and a pooling. A teacher only: it joins channels, and normalises before it convolves.
///
/// ```
/// layer        x → [x, conv3×3 growth (relu (norm (conv1×1 4·growth (relu (norm x)))))]
/// transition   x → mean over 2×2 of conv1×1 half (relu (norm x))
/// ```
///
/// @param growth channels that a layer adds, from 1 to 256
/// @param blocks layers of each dense block
@Name("densenet121")
public record DenseNet121(int growth, List<Integer> blocks) implements Architecture {
    /// Bounds on blocks and their layers; DenseNet-264 has 4 and 64.
    private static final int MAX_BLOCKS = 8;

    private static final int MAX_LAYERS = 128;

    public DenseNet121 {
        within("growth", growth, 1, 256);
        blocks = List.copyOf(blocks);
        within("the number of blocks", blocks.size(), 1, MAX_BLOCKS);
        blocks.forEach(layers -> Check.within("layers of a block", layers, 1, MAX_LAYERS));
    }

    public DenseNet121() {
        this(32, List.of(6, 12, 24, 16));
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        if (!form.normalised()) {
            throw new InvalidNetwork("densenet121 joins channels, which no spiking network does: take it as a teacher,"
                    + " and vgg9 or resnet12 as a student");
        }
        Stack stack = new Stack(input, form).bare(2 * growth, 3);
        int channels = 2 * growth;
        for (int block = 0; block < blocks.size(); block++) {
            if (block > 0) {
                channels /= 2;
                stack.preactivation().bare(channels, 1).pool(2);
            }
            for (int layer = 0; layer < blocks.get(block); layer++) {
                dense(stack);
            }
            channels += growth * blocks.get(block);
        }
        return stack.preactivation().poolAll().flatten().classifier(classes);
    }

    private void dense(Stack stack) {
        String before = stack.here();
        stack.preactivation()
                .bare(4 * growth, 1)
                .preactivation()
                .bare(growth, 3)
                .dropout()
                .joinedTo(before);
    }
}
