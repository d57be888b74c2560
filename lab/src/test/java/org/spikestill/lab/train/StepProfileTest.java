package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

class StepProfileTest {
    private static final int BATCH = 16;
    private static final int TICKS = 3;

    @ParameterizedTest
    @EnumSource(Gradient.class)
    void everyLayerIsInItWithItsTimeAndItsMemory(Gradient gradient) throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(80, 16, 28, 1), Optional.empty(), 0.2f, Seed.of(1))) {
            Network ann = new ThreeConvTwoLinear(0.5f).network(data.train().sample(), 10, Form.student(0));
            Network student = new ReluToSpike(new Lif(), new Direct(), TICKS).shape(ann);
            TrainSettings settings = new TrainSettings(
                    1, BATCH, 0, new Adam(), new Constant(), new None(), 1, 1, gradient, Precision.BFLOAT16);

            StepProfile profile = StepProfile.measure("student", student, settings, data.train(), Seed.of(1));

            Map<String, StepProfile.Row> rows =
                    profile.rows().stream().collect(Collectors.toMap(StepProfile.Row::layer, row -> row));
            assertThat(profile.rows())
                    .extracting(StepProfile.Row::layer)
                    .startsWith("conv1", "spike1", "pool1", "conv2")
                    .endsWith("fc2", "readout", "loss")
                    .hasSize(student.nodes().size() + 1);
            assertThat(profile.rows().stream().filter(row -> row.bare().isPresent()))
                    .extracting(StepProfile.Row::layer)
                    .containsExactly("conv1", "conv2", "conv3", "fc1", "fc2");
            assertThat(rows.get("conv1").bytes())
                    .as("one frame in float32, since the input is the same at every tick")
                    .isEqualTo(4L * BATCH * student.shapes().get("conv1").elements());
            assertThat(rows.get("conv2").bytes())
                    .as("a frame a tick in bfloat16")
                    .isEqualTo(
                            2L * TICKS * BATCH * student.shapes().get("conv2").elements());
            assertThat(rows.get("pool1").bytes()).as("done by spike1").isZero();
            assertThat(rows.get("conv2").backward()).isPositive();
            assertThat(rows.get("loss").backward()).isPositive();
            double inLayers = profile.rows().stream()
                    .mapToDouble(row -> row.forward() + row.backward())
                    .sum();
            assertThat(inLayers).isPositive().isLessThan(profile.seconds());
        }
    }
}
