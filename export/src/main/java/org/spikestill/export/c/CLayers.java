package org.spikestill.export.c;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// Statements and arrays of each layer. Products are added by `fmaf`, with one rounding, and an input of 1 by a plain addition, which is
/// the same.
final class CLayers {
    private final Weights weights;
    private final StringBuilder arrays = new StringBuilder();
    private final StringBuilder starts = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private long flash;
    private long ram;

    /// What a node does in a time step.
    record Step(CSignal out, String code) {}

    CLayers(Weights weights) {
        this.weights = weights;
    }

    /// Definitions of all arrays.
    String arrays() {
        return arrays.toString();
    }

    List<String> names() {
        return names;
    }

    long flashBytes() {
        return flash;
    }

    long ramBytes() {
        return ram;
    }

    /// @return name of a static array of floats
    String floats(String name, Shape shape) {
        return variable("float", Float.BYTES, name, shape.elements());
    }

    private String variable(String type, int bytes, String name, int elements) {
        names.add(name);
        ram += (long) bytes * elements;
        arrays.append("static %s %s[%d];\n".formatted(type, name, elements));
        return name;
    }

    /// Hexadecimal digits lose nothing.
    private String constants(String name, float[] values) {
        flash += (long) Float.BYTES * values.length;
        arrays.append("static const float %s[%d] = {".formatted(name, values.length));
        for (int i = 0; i < values.length; i++) {
            arrays.append(i % 8 == 0 ? "\n    " : " ")
                    .append(Float.toHexString(values[i]))
                    .append("f,");
        }
        arrays.append("\n};\n");
        return name;
    }

    Step linear(Node node, String name, CSignal in, Shape out, boolean bias) {
        float[] planar = weights.get(node.name(), Role.WEIGHT).toFloats(); // [outputs, inputs]
        int inputs = in.elements();
        int outputs = out.elements();
        float[] rows = new float[planar.length]; // [inputs, outputs]
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                rows[i * outputs + o] = planar[o * inputs + in.planar(i)];
            }
        }
        String w = constants(name + "_w", rows);
        String b = constants(name + "_b", bias(node, bias, outputs));
        String y = floats(name, out);
        String code = """
                    for (int o = 0; o < %1$d; o++) %2$s[o] = %3$s[o];
                    for (int i = 0; i < %4$d; i++) {
                        const float x = (float)%5$s[i];
                        if (x != 0.0f) add_row(%2$s, &%6$s[i * %1$d], x, %1$d);
                    }
                """.formatted(outputs, y, b, inputs, in.array(), w);
        return new Step(new CSignal(name, out, false, in.constant(), y), heading(node.name()) + code);
    }

    private float[] bias(Node node, boolean present, int outputs) {
        return present ? weights.get(node.name(), Role.BIAS).toFloats() : new float[outputs];
    }

    /// Each input other than 0 is added to the outputs that its windows lead to.
    Step convolution(Node node, String name, CSignal in, Shape out, Layer.Conv2d conv) {
        int channels = in.shape().channels();
        int kernel = conv.kernel();
        float[] planar = weights.get(node.name(), Role.WEIGHT).toFloats(); // [out, in, kernel, kernel]
        float[] rows = new float[planar.length]; // [kernel, kernel, in, out]
        for (int i = 0; i < planar.length; i++) {
            int o = i / (channels * kernel * kernel);
            int c = i / (kernel * kernel) % channels;
            rows[(i % (kernel * kernel) * channels + c) * conv.channels() + o] = planar[i];
        }
        String w = constants(name + "_w", rows);
        String b = constants(name + "_b", bias(node, conv.bias(), conv.channels()));
        String y = floats(name, out);
        String code = """
                    for (int i = 0; i < %1$d; i++) %2$s[i] = %3$s[i %% %4$d];
                    for (int i = 0; i < %5$d; i++) {
                        const float x = (float)%6$s[i];
                        const int row = i / %7$d / %8$d + %9$d, column = i / %7$d %% %8$d + %9$d, channel = i %% %7$d;
                        if (x == 0.0f) continue;
                        for (int ky = 0; ky < %10$d; ky++) {
                            const int oy = row - ky;
                            if (oy < 0 || oy %% %11$d != 0 || oy / %11$d >= %12$d) continue;
                            for (int kx = 0; kx < %10$d; kx++) {
                                const int ox = column - kx;
                                if (ox < 0 || ox %% %11$d != 0 || ox / %11$d >= %13$d) continue;
                                add_row(&%2$s[(oy / %11$d * %13$d + ox / %11$d) * %4$d],
                                        &%14$s[((ky * %10$d + kx) * %7$d + channel) * %4$d], x, %4$d);
                            }
                        }
                    }
                """.formatted(
                        out.elements(),
                        y,
                        b,
                        conv.channels(),
                        in.elements(),
                        in.array(),
                        channels,
                        in.shape().width(),
                        conv.padding(),
                        kernel,
                        conv.stride(),
                        out.height(),
                        out.width(),
                        w);
        return new Step(new CSignal(name, out, false, in.constant(), y), heading(node.name()) + code);
    }

    /// Sums, then one division; rows and columns that fill no window are dropped.
    Step pooling(String name, CSignal in, Shape out, int size) {
        String y = floats(name, out);
        String code = """
                    for (int i = 0; i < %1$d; i++) %2$s[i] = 0.0f;
                    for (int i = 0; i < %3$d; i++) {
                        const int y = i / %4$d / %5$d / %6$d, x = i / %4$d %% %5$d / %6$d;
                        if (y < %7$d && x < %8$d) %2$s[(y * %8$d + x) * %4$d + i %% %4$d] += (float)%9$s[i];
                    }
                    for (int i = 0; i < %1$d; i++) %2$s[i] /= %10$d.0f;
                """.formatted(
                        out.elements(),
                        y,
                        in.elements(),
                        out.channels(),
                        in.shape().width(),
                        size,
                        out.height(),
                        out.width(),
                        in.array(),
                        size * size);
        return new Step(new CSignal(name, out, false, in.constant(), y), heading(name.substring(2)) + code);
    }

    Step sum(String name, CSignal left, CSignal right) {
        String y = floats(name, left.shape());
        String code = "    for (int i = 0; i < %d; i++) %s[i] = (float)%s[i] + (float)%s[i];\n"
                .formatted(left.elements(), y, left.array(), right.array());
        return new Step(
                new CSignal(name, left.shape(), false, left.constant() && right.constant(), y),
                heading(name.substring(2)) + code);
    }

    /// @param meter position among the populations that fire
    Step population(Node node, String name, Neuron neuron, CSignal in, int meter) {
        boolean fires = neuron instanceof Neuron.Firing;
        CNeuron dynamics = CNeuron.of(node, neuron, weights);
        String v = floats(name + "_v", in.shape());
        StringBuilder start = new StringBuilder(dynamics.start(v, in, values -> constants(name + "_v0", values)));
        String current = dynamics.hasCurrent() ? floats(name + "_i", in.shape()) : "";
        if (dynamics.hasCurrent()) {
            start.append("    for (int i = 0; i < %d; i++) %s[i] = 0.0f;\n".formatted(in.elements(), current));
        }
        starts.append(start);
        String y = fires ? variable("unsigned char", 1, name, in.elements()) : v;
        String code = dynamics.code(in, v, current, y, meter);
        return new Step(new CSignal(name, in.shape(), fires, false, y), heading(node.name()) + code);
    }

    /// Statements that take every neuron back to where it starts.
    String starts() {
        return starts.toString();
    }

    private static String heading(String name) {
        return "    /* " + name.replace("*/", "") + " */\n";
    }
}
