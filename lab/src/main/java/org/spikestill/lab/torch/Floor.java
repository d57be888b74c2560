package org.spikestill.lab.torch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;

/// The arithmetic that no exact step can do without: the convolutions and matrix products of a network, forward and
/// backward, channels-last, on inputs that stay where they are. Under direct encoding the first layer of a spiking network
/// sees its frames once and in float32.
public final class Floor implements AutoCloseable {
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
            weighted(node.layer())
                    .ifPresent(layer -> layers.put(
                            node.name(),
                            switch (layer) {
                                case Layer.Conv2d conv -> convolution(conv, in, out, frames, own.type(), first);
                                case Layer.Linear _ -> product(in.elements(), out.elements(), frames, own.type());
                            }));
        }
    }

    private static Optional<Layer.Weighted> weighted(Layer layer) {
        return switch (layer) {
            case Layer.Weighted weighted -> Optional.of(weighted);
            case Layer.Gated(Layer.Weighted weighted, _) -> Optional.of(weighted);
            default -> Optional.empty();
        };
    }

    private static Runnable convolution(
            Layer.Conv2d conv, Shape in, Shape out, int frames, torch.ScalarType type, boolean first) {
        Tensor input = channelsLast(type, frames, in.channels(), in.height(), in.width());
        Tensor weight = channelsLast(type, out.channels(), in.channels(), conv.kernel(), conv.kernel());
        Tensor gradient = channelsLast(type, frames, out.channels(), out.height(), out.width());
        return () -> {
            Functions.convolution(input, weight, null, conv);
            Functions.convolutionBackward(gradient, input, weight, conv, !first, false);
        };
    }

    private static Runnable product(int inputs, int outputs, int frames, torch.ScalarType type) {
        Tensor input = new Tensor(torch.rand(frames, inputs).to(type));
        Tensor weight = new Tensor(torch.rand(outputs, inputs).to(type));
        Tensor gradient = new Tensor(torch.rand(frames, outputs).to(type));
        return () -> {
            Functions.linear(input, weight, null);
            Functions.linearBackward(gradient, input, weight, true, false);
        };
    }

    private static Tensor channelsLast(torch.ScalarType type, long... sizes) {
        return new Tensor(torch.rand(sizes).to(type).contiguous(torch.MemoryFormat.ChannelsLast));
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
