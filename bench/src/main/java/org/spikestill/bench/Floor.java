package org.spikestill.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// The arithmetic that no exact step can do without: the convolutions and matrix products of the [Subject], forward and
/// backward, channels-last, on inputs that stay where they are. It calls the library directly, since the toolkit offers no
/// bare layers. The first layer sees its frames once, since direct encoding repeats them.
final class Floor implements AutoCloseable {
    private record Convolution(Tensor input, Tensor weight, Tensor gradient, boolean first) {}

    private record Product(Tensor input, Tensor weight, Tensor gradient) {}

    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final PointerScope owned = new PointerScope();

    Floor(int ticks) {
        int frames = ticks * Subject.BATCH;
        convolutions.add(convolution(Subject.BATCH, 3, 64, 32, true));
        convolutions.add(convolution(frames, 64, 128, 16, false));
        convolutions.add(convolution(frames, 128, 256, 8, false));
        products.add(product(frames, 4096, 256));
        products.add(product(frames, 256, 10));
    }

    private static Convolution convolution(int frames, int in, int out, int size, boolean first) {
        return new Convolution(
                channelsLast(frames, in, size, size),
                channelsLast(out, in, 3, 3),
                channelsLast(frames, out, size, size),
                first);
    }

    private static Tensor channelsLast(long... sizes) {
        Tensor tensor =
                torch.empty(sizes, new TensorOptions(), new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast));
        return tensor.uniform_(-1, 1, new org.bytedeco.pytorch.GeneratorOptional());
    }

    private static Product product(int frames, int in, int out) {
        return new Product(torch.rand(frames, in), torch.rand(out, in), torch.rand(frames, out));
    }

    void step() {
        long[] ones = {1, 1};
        for (Convolution each : convolutions) {
            try (PointerScope _ = new PointerScope()) {
                torch.conv2d(each.input(), each.weight(), new TensorOptional(), ones, ones, ones, 1);
                torch.convolution_backward(
                        each.gradient(),
                        each.input(),
                        each.weight(),
                        new org.bytedeco.pytorch.LongArrayRefOptional(),
                        ones,
                        ones,
                        ones,
                        false,
                        new long[] {0, 0},
                        1,
                        new BoolPointer(3).put(0, !each.first()).put(1, true).put(2, false));
            }
        }
        for (Product each : products) {
            try (PointerScope _ = new PointerScope()) {
                torch.linear(each.input(), each.weight());
                torch.mm(each.gradient(), each.weight());
                torch.mm(each.gradient().t(), each.input());
            }
        }
    }

    @Override
    public void close() {
        owned.close();
    }
}
