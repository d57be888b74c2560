package org.spikestill.model.architecture;

import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Name;

/// Multilayer perceptron: fully connected layers with a nonlinearity between them, for vectors; maps are flattened first.
/// The usual shape for regression.
///
/// @param hidden units of each hidden layer
@Name("mlp")
public record Mlp(List<Integer> hidden) implements Architecture {
    private static final int MAX_LAYERS = 64;
    private static final int MAX_UNITS = 65_536;

    public Mlp {
        hidden = List.copyOf(hidden);
        within("the number of hidden layers", hidden.size(), 0, MAX_LAYERS);
        hidden.forEach(each -> within("units of a hidden layer", each, 1, MAX_UNITS));
    }

    public Mlp() {
        this(List.of(128, 128));
    }

    @Override
    public Network network(Shape input, int classes, Form form) {
        Stack stack = new Stack(input, form);
        if (stack.shape().isMap()) {
            stack.flatten();
        }
        hidden.forEach(stack::hidden);
        return stack.classifier(classes);
    }
}
