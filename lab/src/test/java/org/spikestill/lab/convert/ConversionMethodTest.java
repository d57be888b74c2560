package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.Vgg5;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.Engine;

class ConversionMethodTest {
    private static final Dataset DATA = Samples.uniform(Shape.of(3, 12, 12), 12, Seed.of(8));

    private static Stream<ConversionMethod> methods() {
        return ConversionMethod.catalog().names().stream().map(ConversionMethod.catalog()::parse);
    }

    /// With biases and normalisation, as teachers have them.
    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodMakesANetworkThatTheEngineRuns(ConversionMethod method) throws IOException {
        Activation curve = method instanceof Qcfs ? new Activation.Qcfs(4, 2) : new Activation.Relu();
        Network ann = new Vgg5(0.1f, 0.005f)
                .network(DATA.sample(), 3, Form.student(0, curve).normalised(true));
        Weights weights = Ann.weights(ann, Seed.of(9));

        Converted converted = Conversion.of(method.passes(new Direct(), 4), ann, weights, DATA, (_, _) -> {});

        assertThat(converted.network().ticks()).isEqualTo(4);
        try (Engine engine = Engine.of(converted.network(), converted.weights())) {
            float[] sample = new float[DATA.sample().elements()];
            DATA.read(0, sample);
            assertThat(engine.open().run(sample, 0).classes()).isEqualTo(3);
        }
    }

    @Test
    void everyPassIsHeardWithWhatItDid() throws IOException {
        Network ann = new Vgg5(0.1f, 0.005f).network(DATA.sample(), 3, Form.teacher(0));
        StringBuilder heard = new StringBuilder();

        Conversion.of(
                new Rmp().passes(new Poisson(), 4),
                ann,
                Ann.weights(ann, Seed.of(9)),
                DATA,
                (pass, converted) -> heard.append(Pass.catalog().name(pass))
                        .append(' ')
                        .append(converted.changes().size())
                        .append('\n'));

        assertThat(heard).hasToString("fold-batch-norm 3\nrelu-to-spike 6\nbalance-thresholds 10\nsoft-reset 10\n");
    }

    @Test
    void thePipelinesOfCalibrationAreCombinationsOfItsParts() {
        assertThat(new LightCalibration().passes(new Direct(), 4))
                .isEqualTo(ConversionMethod.catalog()
                        .parse("calibration:ceiling=mmse,corrections=[bias]")
                        .passes(new Direct(), 4));
        assertThat(new AdvancedCalibration(2, 16, 0).passes(new Direct(), 4))
                .isEqualTo(ConversionMethod.catalog()
                        .parse("calibration:ceiling=mmse,corrections=[potential],batches=2,batch=16")
                        .passes(new Direct(), 4));
        assertThat(new AdvancedCalibration(2, 16, 300).passes(new Direct(), 4))
                .isEqualTo(ConversionMethod.catalog()
                        .parse("calibration:ceiling=mmse,corrections=[weights,potential],batches=2,batch=16,steps=300")
                        .passes(new Direct(), 4));
    }

    @Test
    void calibrationTakesNoOtherEncoder() {
        assertThatThrownBy(() -> new LightCalibration().passes(new Poisson(), 4))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("encoder is 'poisson': calibration is made for direct encoding");
    }
}
