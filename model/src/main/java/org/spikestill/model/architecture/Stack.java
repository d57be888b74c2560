package org.spikestill.model.architecture;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;

/// A network under construction, from the input on: each call adds layers behind the last one, with what the form
/// puts around them.
final class Stack {
    private final Shape input;
    private final Form form;
    private final List<Node> nodes = new ArrayList<>();
    private int convolutions;
    private int shortcuts;
    private int linears;
    private int norms;
    private int activations;
    private int joints;
    private String last = Network.INPUT;

    Stack(Shape input, Form form) {
        this.input = input;
        this.form = form;
    }

    /// Channels of a published width under a multiplier, at least 1.
    static int scaled(int published, float width) {
        return Math.max(1, Math.round(published * width));
    }

    /// Name of the layer added last, to come back to.
    String here() {
        return last;
    }

    /// Shape of what the layer added last gives.
    Shape shape() {
        return nodes.isEmpty()
                ? form.encoder().frame(input)
                : network().shapes().get(last);
    }

    /// Goes on behind another layer.
    Stack from(String place) {
        last = place;
        return this;
    }

    /// Convolution that keeps the size, normalisation, nonlinearity, and then pooling, or dropout where there is
    /// none.
    Stack convolution(int channels, int kernel, boolean pooled) {
        convolution(channels, kernel, 1).activation();
        return pooled ? pool(2) : dropout();
    }

    /// Convolution that keeps the size but for its stride, and normalisation.
    Stack convolution(int channels, int kernel, int stride) {
        convolutions++;
        add("conv" + convolutions, window(channels, kernel, stride, form.normalised()));
        return form.normalised() ? add("norm" + convolutions, new Layer.BatchNorm()) : this;
    }

    /// Two 3×3 convolutions, to whose result their input is added, through a 1×1 convolution where its shape differs
    /// (He, Zhang, Ren, Sun, CVPR 2016, options A and B), then the nonlinearity.
    Stack residual(int channels, int stride) {
        String block = last;
        boolean same = stride == 1 && shape().channels() == channels;
        convolution(channels, 3, stride).activation().dropout().convolution(channels, 3, 1);
        String changed = last;
        from(block);
        if (!same) {
            shortcut(channels, stride);
        }
        return add("sum" + ++joints, new Layer.Add(), changed, last).activation();
    }

    private void shortcut(int channels, int stride) {
        shortcuts++;
        add("shortcut" + shortcuts, window(channels, 1, stride, form.normalised()));
        if (form.normalised()) {
            add("shortcutNorm" + shortcuts, new Layer.BatchNorm());
        }
    }

    /// Normalisation and nonlinearity before a convolution that has neither behind it.
    Stack preactivation() {
        return add("norm" + ++norms, new Layer.BatchNorm()).activation();
    }

    /// Convolution without bias and normalisation.
    Stack bare(int channels, int kernel) {
        return add("conv" + ++convolutions, window(channels, kernel, 1, false));
    }

    /// Puts the channels of an earlier layer before those of the last.
    Stack joinedTo(String earlier) {
        return add("join" + ++joints, new Layer.Concat(), earlier, last);
    }

    private static Layer window(int channels, int kernel, int stride, boolean bias) {
        return new Layer.Conv2d(channels, kernel, stride, (kernel - 1) / 2, bias);
    }

    Stack pool(int size) {
        return add("pool" + convolutions, new Layer.AveragePool2d(size));
    }

    /// Mean over what is left of height and width.
    Stack poolAll() {
        Shape map = shape();
        return pool(Math.min(map.height(), map.width()));
    }

    Stack flatten() {
        return add("flatten", new Layer.Flatten());
    }

    Stack hidden(int width) {
        linears++;
        return add("fc" + linears, new Layer.Linear(width, form.normalised()))
                .activation()
                .dropout();
    }

    Network classifier(int classes) {
        linears++;
        return add("fc" + linears, new Layer.Linear(classes, form.normalised())).network();
    }

    private Network network() {
        return new Network(input, Scaling.symmetric(input.channels()), form.encoder(), 1, nodes);
    }

    Stack activation() {
        return add("relu" + ++activations, form.activation().layer());
    }

    Stack dropout() {
        return form.dropout() > 0 ? add("dropout" + activations, new Layer.Dropout(form.dropout())) : this;
    }

    private Stack add(String name, Layer layer) {
        return add(name, layer, last);
    }

    private Stack add(String name, Layer layer, String... inputs) {
        nodes.add(new Node(name, layer, List.of(inputs)));
        last = name;
        return this;
    }
}
