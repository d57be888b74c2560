package org.spikestill.lab.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;

/// The arithmetic that no exact step can do without: the convolutions and matrix products of a network, forward and
/// backward, channels-last, on inputs that stay where they are. Under direct encoding the first layer of a spiking network
/// sees its frames once and in float32.
public final class Floor implements AutoCloseable {
    private static final long[] NO_BIAS = {0, 0};
    private static final long[] ONES = {1, 1};

    private final Map<String, Runnable> layers = new LinkedHashMap<>();
    private final PointerScope owned = new PointerScope();

    /// @param samples N of a batch
    public Floor(Network network, int samples, Precision precision) {
        Torch.ready();
        Map<String, Shape> shapes = network.shapes();
        for (Node node : network.nodes()) {
            boolean first = node.inputs().getFirst().equals(Network.INPUT);
            boolean once = first && network.encoder().constant();
            int frames = once ? samples : samples * network.ticks();
            Precision own = first && network.isSpiking() ? Precision.FLOAT32 : precision;
            Shape in = shapes.get(node.inputs().getFirst());
            Shape out = shapes.get(node.name());
            if (node.layer() instanceof Layer.Conv2d conv) {
                layers.put(node.name(), convolution(conv, in, out, frames, Tensor.type(own), first));
            } else if (node.layer() instanceof Layer.Linear) {
                layers.put(node.name(), product(in.elements(), out.elements(), frames, Tensor.type(own)));
            }
        }
    }

    private static Runnable convolution(
            Layer.Conv2d conv, Shape in, Shape out, int frames, torch.ScalarType type, boolean first) {
        var input = channelsLast(type, frames, in.channels(), in.height(), in.width());
        var weight = channelsLast(type, out.channels(), in.channels(), conv.kernel(), conv.kernel());
        var gradient = channelsLast(type, frames, out.channels(), out.height(), out.width());
        long[] stride = {conv.stride(), conv.stride()};
        long[] padding = {conv.padding(), conv.padding()};
        return () -> {
            torch.conv2d(input, weight, new TensorOptional(), stride, padding, ONES, 1);
            torch.convolution_backward(
                    gradient,
                    input,
                    weight,
                    new LongArrayRefOptional(),
                    stride,
                    padding,
                    ONES,
                    false,
                    NO_BIAS,
                    1,
                    new BoolPointer(3).put(0, !first).put(1, true).put(2, false));
        };
    }

    private static Runnable product(int inputs, int outputs, int frames, torch.ScalarType type) {
        var input = torch.rand(frames, inputs).to(type);
        var weight = torch.rand(outputs, inputs).to(type);
        var gradient = torch.rand(frames, outputs).to(type);
        return () -> {
            torch.linear(input, weight);
            torch.mm(gradient, weight);
            torch.mm(gradient.t(), input);
        };
    }

    private static org.bytedeco.pytorch.Tensor channelsLast(torch.ScalarType type, long... sizes) {
        return torch.rand(sizes).to(type).contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /// Once through all layers.
    public void step() {
        layers.values().forEach(Floor::once);
    }

    /// Once through all layers; seconds that each took.
    public Map<String, Double> times() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        layers.forEach((name, layer) -> {
            long start = System.nanoTime();
            once(layer);
            seconds.put(name, (System.nanoTime() - start) / 1e9);
        });
        return seconds;
    }

    private static void once(Runnable layer) {
        try (PointerScope _ = new PointerScope()) {
            layer.run();
        }
    }

    @Override
    public void close() {
        owned.close();
    }
}
