package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.model.settings.Seed;

class DenseNetTest {
    private static final int SAMPLES = 7;

    /// Outputs in double precision, straight from the definition.
    private static double[] definition(DenseShape shape, double[] parameters, float[] row) {
        double[] h = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            h[i] = row[i];
        }
        int at = 0;
        for (int l = 1; l < shape.widths().size(); l++) {
            double[] next = new double[shape.widths().get(l)];
            int biases = at + h.length * next.length;
            for (int j = 0; j < next.length; j++) {
                double sum = parameters[biases + j];
                for (int i = 0; i < h.length; i++) {
                    sum += parameters[at + j * h.length + i] * h[i];
                }
                boolean last = l == shape.widths().size() - 1;
                next[j] = last
                        ? sum
                        : shape.activation() == DenseShape.Nonlinearity.RELU ? Math.max(sum, 0) : Math.sin(sum);
            }
            at = biases + next.length;
            h = next;
        }
        return h;
    }

    private static double loss(DenseShape shape, double[] parameters, float[] rows) {
        double sum = 0;
        for (int n = 0; n < SAMPLES; n++) {
            float[] row = Arrays.copyOfRange(rows, n * shape.inputs(), (n + 1) * shape.inputs());
            for (double output : definition(shape, parameters, row)) {
                sum += (output - 0.3) * (output - 0.3) / 2;
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void gradientsEqualFiniteDifferencesOfTheDefinition(DenseShape.Nonlinearity activation) {
        DenseShape shape = new DenseShape(List.of(3, 5, 4, 2), activation);
        float[] initial = shape.initial(Seed.of(7));
        float[] rows = Seed.of(8).normals(SAMPLES * 3);
        double[] exact = new double[initial.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = initial[i];
        }
        try (DenseNet net = new DenseNet(shape, DenseNet.State.initial(initial))) {
            net.update(
                    rows,
                    outputs -> {
                        float[] gradient = new float[outputs.length];
                        for (int i = 0; i < gradient.length; i++) {
                            gradient[i] = outputs[i] - 0.3f;
                        }
                        return gradient;
                    },
                    new Adam(),
                    1,
                    1);
            float[] found = net.gradient();
            for (int i = 0; i < exact.length; i++) {
                double kept = exact[i];
                exact[i] = kept + 1e-6;
                double above = loss(shape, exact, rows);
                exact[i] = kept - 1e-6;
                double below = loss(shape, exact, rows);
                exact[i] = kept;
                assertThat((double) found[i]).isCloseTo((above - below) / 2e-6, within(2e-5));
            }
            float[] moved = net.state().values();
            for (int i = 0; i < moved.length; i++) { // the first step of Adam is the learning rate against the sign
                float expected = found[i] == 0 ? 0 : -Math.signum(found[i]) * 1e-3f;
                assertThat(moved[i] - initial[i]).isCloseTo(expected, within(1e-5f));
            }
        }
    }

    @Test
    void featuresAreTheInputsOfTheLinearOutput() {
        DenseShape shape = new DenseShape(List.of(2, 6, 1), DenseShape.Nonlinearity.SIN);
        float[] initial = shape.initial(Seed.of(3));
        float[] rows = Seed.of(4).normals(2 * SAMPLES);
        try (DenseNet net = new DenseNet(shape, DenseNet.State.initial(initial))) {
            float[] features = net.features(rows);
            float[] outputs = net.outputs(rows);
            for (int n = 0; n < SAMPLES; n++) {
                double sum = initial[initial.length - 1];
                for (int i = 0; i < 6; i++) {
                    sum += initial[18 + i] * features[n * 6 + i];
                }
                assertThat((double) outputs[n]).isCloseTo(sum, within(1e-6));
            }
        }
    }
}
