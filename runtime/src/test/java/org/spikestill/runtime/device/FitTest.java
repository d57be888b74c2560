package org.spikestill.runtime.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ChipNet;
import org.spikestill.model.architecture.Vgg16;
import org.spikestill.model.architecture.Vgg5;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.neuron.Lif;
import org.spikestill.runtime.device.Fit.Resource;

class FitTest {
    private static Fit fit(Architecture architecture) {
        return fit(architecture.network(Shape.of(3, 32, 32), 10, Form.student(0)));
    }

    private static Fit fit(Network network) {
        return Fit.of(new Loihi(), network).orElseThrow();
    }

    private static List<Fit.Population> convolutions(Fit fit) {
        return fit.populations().stream()
                .filter(each -> each.layer().startsWith("conv"))
                .toList();
    }

    /// Convolutions of 64 at 32×32, 128 at 16×16 twice: 131,072 neurons, all 128 cores by their number alone.
    @Test
    void theConvolutionsOfAVgg5FillOneChip() {
        Fit fit = fit(new Vgg5());
        assertThat(convolutions(fit).stream()
                        .mapToInt(Fit.Population::compartments)
                        .sum())
                .isEqualTo(131_072);
        assertThat(convolutions(fit).stream()
                        .mapToInt(Fit.Population::byCompartments)
                        .sum())
                .isEqualTo(128);
        assertThat(fit.fits()).isFalse();
        assertThat(fit.populations()).extracting(Fit.Population::layer).contains("fc1", "fc3");
    }

    @Test
    void theConvolutionsOfAVgg16TakeTwoChipsAndMore() {
        Fit fit = fit(new Vgg16());
        assertThat(convolutions(fit).stream()
                        .mapToInt(Fit.Population::compartments)
                        .sum())
                .isEqualTo(276_480);
        assertThat(convolutions(fit).stream()
                        .mapToInt(Fit.Population::byCompartments)
                        .sum())
                .isEqualTo(270);
    }

    /// 64 synapses of 8 bits and 10 of the group are 522 bits, 9 words; with an index of 10 bits each 1162, 19 words.
    @Test
    void listsAreRoundedUpToWordsInGroupsOf64() {
        assertThat(Capacity.words(64, true)).isEqualTo(9);
        assertThat(Capacity.words(64, false)).isEqualTo(19);
        assertThat(Capacity.words(65, false)).isEqualTo(20);
        assertThat(Capacity.words(1, true)).isOne();
    }

    /// 4·8192 neurons before the pooling reach each of 4096: more than a core has input axons, whatever the number of cores.
    @Test
    void aWideLinearLayerIsBoundByItsInputs() {
        Fit.Population linear = fit(new Vgg5()).populations().stream()
                .filter(each -> each.layer().equals("fc1"))
                .findFirst()
                .orElseThrow();
        assertThat(linear.synapses()).isEqualTo(8192L * 4096 * 4); // pooled: four source neurons for each input
        assertThat(linear.binding()).isEqualTo(Resource.INPUT_AXONS);
        assertThat(linear.divisible()).isFalse();
        assertThat(fit(new Vgg5()).largest().layer()).isEqualTo("fc1");
    }

    @Test
    void aStridedNetworkFitsAndItsAdviceNamesTheLargestLayer() {
        Network network = new ChipNet(List.of(16, 32, 64), List.of(2, 2, 2), 3, List.of())
                .spiking(Shape.of(1, 28, 28), 10, Form.student(0), new Lif(), new FixedPoint(7), 8);
        Fit fit = fit(network);
        assertThat(fit.fits()).isTrue();
        assertThat(fit.populations())
                .extracting(Fit.Population::compartments)
                .containsExactly(784, 3136, 1568, 1024, 10);
        assertThat(fit.populations().getFirst().binding()).isEqualTo(Resource.COMPARTMENTS);
        assertThat(fit.advice()).contains("'" + fit.largest().layer() + "'");
    }

    /// A 1×1 kernel makes one list per source neuron, of all channels: 49 pixels, 4 channels each, 3 source channels.
    @Test
    void synapsesAreCountedByHand() {
        Network network = new ChipNet(List.of(4), List.of(1), 1, List.of())
                .spiking(Shape.of(3, 7, 7), 2, Form.student(0), new Lif(), new FixedPoint(7), 8);
        Fit fit = fit(network);
        assertThat(fit.populations()).extracting(Fit.Population::synapses).containsExactly(0L, 588L, 392L);
    }
}
