package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.List;

/// Values of a tensor as a list, which unlike an array can be part of a record that is compared.
final class Floats {
    private Floats() {}

    static List<Float> of(Tensor tensor) {
        List<Float> values = new ArrayList<>();
        for (float value : tensor.toFloats()) {
            values.add(value);
        }
        return values;
    }
}
