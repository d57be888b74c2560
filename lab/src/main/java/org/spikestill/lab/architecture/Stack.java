package org.spikestill.lab.architecture;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.architecture.Architecture.Form;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;

/// A feed-forward stack under construction: convolutions, then linear layers, with what the form puts around them.
final class Stack {
    private final Shape input;
    private final Form form;
    private final List<Node> nodes = new ArrayList<>();
    private int convolutions;
    private int linears;
    private int curves;
    private String last = Network.INPUT;

    Stack(Shape input, Form form) {
        this.input = input;
        this.form = form;
    }

    /// Channels of a published width under a multiplier, at least 1.
    static int scaled(int published, float width) {
        return Math.max(1, Math.round(published * width));
    }

    /// Convolution that keeps the size, normalisation, ReLU, and then pooling, or dropout where there is none.
    Stack convolution(int channels, int kernel, boolean pooled) {
        convolutions++;
        add("conv" + convolutions, Layer.Conv2d.same(channels, kernel, form.normalised()));
        if (form.normalised()) {
            add("norm" + convolutions, new Layer.BatchNorm());
        }
        curve();
        if (pooled) {
            add("pool" + convolutions, new Layer.AveragePool2d(2));
        } else {
            dropout();
        }
        return this;
    }

    Stack flatten() {
        return add("flatten", new Layer.Flatten());
    }

    Stack hidden(int width) {
        linears++;
        add("fc" + linears, new Layer.Linear(width, form.normalised()));
        curve();
        return dropout();
    }

    Network classifier(int classes) {
        linears++;
        add("fc" + linears, new Layer.Linear(classes, form.normalised()));
        return new Network(input, Scaling.symmetric(input.channels()), new Direct(), 1, nodes);
    }

    private void curve() {
        add("relu" + ++curves, new Layer.Activation(Layer.Curve.RELU));
    }

    private Stack dropout() {
        return form.dropout() > 0 ? add("dropout" + curves, new Layer.Dropout(form.dropout())) : this;
    }

    private Stack add(String name, Layer layer) {
        nodes.add(new Node(name, layer, List.of(last)));
        last = name;
        return this;
    }
}
