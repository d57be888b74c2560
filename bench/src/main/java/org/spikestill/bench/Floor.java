package org.spikestill.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;

/// The arithmetic that no exact step can do without: the convolutions and matrix products of a subject, forward and
/// backward, channels-last, on inputs that stay where they are. It calls the library directly, since the toolkit offers no
/// bare layers. The first layer sees its frames once and in float32, since direct encoding repeats them.
final class Floor implements AutoCloseable {
    private static final long[] NO_BIAS = {0, 0};

    private record Convolution(Tensor input, Tensor weight, Tensor gradient, Layer.Conv2d layer, boolean first) {}

    private record Product(Tensor input, Tensor weight, Tensor gradient) {}

    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final PointerScope owned = new PointerScope();

    Floor(Subject subject, Precision precision) {
        Network network = subject.network();
        torch.ScalarType type = precision == Precision.FLOAT32 ? torch.ScalarType.Float : torch.ScalarType.BFloat16;
        for (Node node : network.nodes()) {
            String source = node.inputs().getFirst();
            boolean first = source.equals(Network.INPUT);
            int frames = first ? Subject.BATCH : Subject.BATCH * network.ticks();
            Shape in = first ? network.input() : network.shapes().get(source);
            Shape out = network.shapes().get(node.name());
            if (node.layer() instanceof Layer.Conv2d conv) {
                torch.ScalarType own = first ? torch.ScalarType.Float : type;
                convolutions.add(new Convolution(
                        channelsLast(own, frames, in.channels(), in.height(), in.width()),
                        channelsLast(own, out.channels(), in.channels(), conv.kernel(), conv.kernel()),
                        channelsLast(own, frames, out.channels(), out.height(), out.width()),
                        conv,
                        first));
            } else if (node.layer() instanceof Layer.Linear) {
                products.add(new Product(
                        matrix(type, frames, in.elements()),
                        matrix(type, out.elements(), in.elements()),
                        matrix(type, frames, out.elements())));
            }
        }
    }

    private static Tensor channelsLast(torch.ScalarType type, long... sizes) {
        return torch.rand(sizes).to(type).contiguous(torch.MemoryFormat.ChannelsLast);
    }

    private static Tensor matrix(torch.ScalarType type, long rows, long columns) {
        return torch.rand(rows, columns).to(type);
    }

    void step() {
        for (Convolution each : convolutions) {
            try (PointerScope _ = new PointerScope()) {
                long[] stride = {each.layer().stride(), each.layer().stride()};
                long[] padding = {each.layer().padding(), each.layer().padding()};
                long[] ones = {1, 1};
                torch.conv2d(each.input(), each.weight(), new TensorOptional(), stride, padding, ones, 1);
                torch.convolution_backward(
                        each.gradient(),
                        each.input(),
                        each.weight(),
                        new LongArrayRefOptional(),
                        stride,
                        padding,
                        ones,
                        false,
                        NO_BIAS,
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
