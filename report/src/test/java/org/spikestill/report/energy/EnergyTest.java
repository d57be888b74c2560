package org.spikestill.report.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.InvalidSettings;

class EnergyTest {
    @TempDir
    private Path folder;

    private static Network network(Shape input, Layer... layers) {
        List<Node> nodes = new ArrayList<>();
        String last = Network.INPUT;
        for (Layer layer : layers) {
            nodes.add(new Node("n" + nodes.size(), layer, List.of(last)));
            last = nodes.getLast().name();
        }
        return new Network(input, Scaling.none(input.channels()), new Direct(), 1, nodes);
    }

    /// Padding is not counted: 100 for 3×3 on 4×4, not 144 (facts of the harness).
    @ParameterizedTest
    @CsvSource({"4,3,1,1,100", "4,3,1,0,36", "5,3,2,1,49", "4,1,1,0,16"})
    void denseOperationsOfAConvolutionLeaveOutPadding(int size, int kernel, int stride, int padding, long wanted) {
        Network network = network(Shape.of(1, size, size), new Layer.Conv2d(1, kernel, stride, padding, true));
        assertThat(DenseOperations.of(network)).containsEntry("n0", wanted);
    }

    @Test
    void staticMetricsFollowTheirDefinitions() {
        Network network = network(Shape.of(3), new Layer.Linear(3, true));
        Map<String, Block> blocks = new LinkedHashMap<>();
        blocks.put("n0.weight", Block.of(Shape.of(3, 3), 1.3f, 0, -3.2f, 0, 1.2f, -5.1f, -1.1f, 2.7f, 0));
        blocks.put("n0.bias", Block.of(Shape.of(3), 0, 0, 0));
        StaticMetrics metrics = StaticMetrics.of(network, new Weights(blocks));

        assertThat(metrics.parameters()).isEqualTo(12);
        assertThat(metrics.footprintBytes()).isEqualTo(48);
        assertThat(metrics.packedBytes()).isEqualTo(9 + 12);
        assertThat(metrics.connectionSparsity()).isEqualTo(0.3333);
        assertThat(DenseOperations.of(network)).containsEntry("n0", 9L);
    }

    private static WorkCounts counts(long adds, long multiplyAdds) {
        return new WorkCounts(
                10,
                4,
                List.of(new WorkCounts.LayerCount("a", 40_000, adds, multiplyAdds)),
                List.of(new WorkCounts.PopulationCount("s", 25, 100)));
    }

    /// By hand, per sample: 100 accumulates, 30 multiply-accumulates, 25 neurons · 4 steps = 100 updates, 10 spikes.
    @Test
    void anEstimateIsTheSumOfCountsTimesPrices() {
        PriceTable prices = PriceTable.of("45nm-fp32");
        WorkCounts counts = counts(1000, 300);

        assertThat(Estimate.computation(counts, prices).partialNanojoules())
                .isCloseTo((100 * 0.9 + 30 * 4.6 + 100 * 4.6) / 1e3, within(1e-12));
        assertThat(Estimate.withMemory(counts, prices).nanojoules().orElseThrow())
                .isCloseTo((100 * 0.9 + 30 * 4.6 + 100 * 4.6 + 130 * 10 + 100 * 20) / 1e3, within(1e-12));
        assertThat(counts.activationSparsity()).isEqualTo(1 - 100 / 1000.0);
        assertThat(Estimate.computation(counts, prices).missing())
                .containsExactly("memory", "routing", "static power", "input and output");
    }

    @Test
    void workWithoutAPriceMakesTheTotalUnavailable() {
        PriceTable loihi = PriceTable.of("loihi1");
        assertThat(Estimate.computation(counts(1000, 300), loihi).nanojoules()).isEmpty();
        assertThat(Estimate.computation(counts(1000, 300), loihi).missing()).contains("multiply-accumulates");
        assertThat(Estimate.computation(counts(1000, 0), loihi).nanojoules().orElseThrow())
                .isCloseTo((100 * 23.6 + 100 * 81 + 10 * 1.7) / 1e3, within(1e-12));
    }

    @Test
    void everyTableNamesItsSourceAndGrade() {
        for (String name : PriceTable.NAMES) {
            PriceTable table = PriceTable.of(name);
            assertThat(table.name()).isEqualTo(name);
            assertThat(table.source()).matches(".*20\\d\\d.*");
        }
        assertThat(PriceTable.of("loihi1").grade()).isEqualTo(Grade.SIMULATED);
        assertThat(PriceTable.of("45nm-fp32").multiplyAdd().orElseThrow()
                        / PriceTable.of("45nm-fp32").add().orElseThrow())
                .isCloseTo(5.1, within(0.02));
        assertThat(PriceTable.of("45nm-int8-narrow").multiplyAdd().orElseThrow()
                        / PriceTable.of("45nm-int8-narrow").add().orElseThrow())
                .isCloseTo(7.7, within(0.04));
    }

    @Test
    void usersSupplyTablesOfTheirOwn() throws Exception {
        Path file = Files.writeString(
                folder.resolve("mine.yaml"), "name: mine\nsource: my measurement\ngrade: measured\nadd: 2\n");
        assertThat(PriceTable.of(file.toString()).add()).hasValue(2.0);
        Path bare = Files.writeString(folder.resolve("bare.yaml"), "name: mine\nadd: 2\n");
        assertThatThrownBy(() -> PriceTable.of(bare.toString()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("no source");
        assertThatThrownBy(() -> PriceTable.of("3nm")).hasMessageContaining("the tables are [45nm-fp32");
    }

    /// 40,000 dense operations and 100 spikes over all samples and steps, by hand.
    @Test
    void shortcutsAreThoseOfTheLiterature() {
        WorkCounts counts = counts(1000, 300);
        double rate = 100.0 / (25.0 * counts.ticks() * counts.samples());
        Shortcuts shortcuts = Shortcuts.of(counts);

        assertThat(shortcuts.operationsNanojoules()).isCloseTo(0.9e-3 * rate * 40_000 / counts.samples(), within(1e-9));
        assertThat(shortcuts.spikesNanojoules()).isCloseTo(23.6e-3 * 100 / counts.samples(), within(1e-9));
        assertThat(shortcuts.text()).contains("misreads a price");
    }
}
