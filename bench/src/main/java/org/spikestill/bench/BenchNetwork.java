package org.spikestill.bench;

import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.architecture.Vgg9;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;

/// A network with random weights, of a gain that keeps all layers firing, and one batch for it. Neurons have leak 0.9, soft
/// reset detached and the arctangent surrogate; the input is 32×32×3 under direct encoding.
public record BenchNetwork(String name, Network network, Weights weights, float[] images, int[] labels) {
    static final int BATCH = 32;
    private static final int CLASSES = 10;
    private static final Shape INPUT = Shape.of(3, 32, 32);
    private static final String SMALL = "small";
    private static final Lif NEURON = new Lif(0.9f, 0.5f, new Reset(), Order.CHARGE_FIRST, new Atan());

    /// 64-128-256 channels, 3×3, each pooled, and two linear layers.
    static BenchNetwork small(int ticks) {
        return of(SMALL, spiking(new ConvNet(), ticks));
    }

    /// The same with a neuron whose synaptic current decays, `cuba-lif` or `loihi-lif`.
    static BenchNetwork small(String neuron, int ticks) {
        Neuron.Firing driven = switch (neuron) {
            case "cuba-lif" -> new CubaLif(0.5f, 0.9f, 0.5f, new Atan());
            case "loihi-lif" -> new LoihiLif(2047, 410, 0.5f, 0x1p-8f, new Atan());
            default -> throw new IllegalArgumentException("there is no benchmark of the neuron " + neuron);
        };
        return of(SMALL + "-" + neuron, spiking(new ConvNet(), driven, ticks));
    }

    /// `vgg9` with a share of its channels and hidden units.
    static BenchNetwork vgg9(float width, int ticks) {
        return of("vgg9-" + width, spiking(new Vgg9(width, width), ticks));
    }

    /// An architecture on the benchmarks' input, spiking.
    public static Network spiking(Architecture architecture, int ticks) {
        return spiking(architecture, NEURON, ticks);
    }

    private static Network spiking(Architecture architecture, Neuron.Firing neuron, int ticks) {
        return new ReluToSpike(neuron, new Direct(), ticks)
                .shape(architecture.network(INPUT, CLASSES, Form.student(0)));
    }

    static BenchNetwork named(String name, int ticks) {
        if (name.startsWith(SMALL + "-")) {
            return small(name.substring(SMALL.length() + 1), ticks);
        }
        return name.equals(SMALL) ? small(ticks) : vgg9(Float.parseFloat(name.substring("vgg9-".length())), ticks);
    }

    private static BenchNetwork of(String name, Network network) {
        float[] images = new float[BATCH * network.input().elements()];
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(5, i);
        }
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = i % CLASSES;
        }
        return new BenchNetwork(name, network, HeInit.of(network, Seed.of(1)), images, labels);
    }
}
