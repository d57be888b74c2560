package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.Augmentation;
import org.spikestill.data.DataSource;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.distill.Method;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.measure.ExitRule;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.train.Schedule;
import org.spikestill.lab.train.Score;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Catalog;
import org.spikestill.model.surrogate.Surrogate;

class SummariesTest {
    static Stream<Catalog<?>> families() {
        return Stream.of(
                Activation.catalog(),
                Architecture.catalog(),
                Augmentation.catalog(),
                ConversionMethod.catalog(),
                DataSource.catalog(),
                Encoder.catalog(),
                ExitRule.catalog(),
                Experiment.catalog(),
                Loss.catalog(),
                Method.catalog(),
                Neuron.catalog(),
                Optimizer.catalog(),
                Pass.catalog(),
                Schedule.catalog(),
                Score.catalog(),
                Surrogate.catalog());
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyMemberHasAShortSentenceWithoutMarksOfCode(Catalog<?> family) {
        assertThat(family.names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(family.summary(name))
                        .as("%s %s", family.family(), name)
                        .matches("[^`\\n]{10,320}[.:]"));
    }

    @Test
    void theListOfStudiesNamesAndDescribesEach() {
        assertThat(Outcome.of("study", "list").done().lines())
                .hasSameSizeAs(Experiment.catalog().names())
                .anyMatch(line -> line.matches("distill +[A-Z].*\\."));
        assertThat(Outcome.of("study", "distill", "--help").done())
                .contains(Experiment.catalog().summary("distill"));
    }
}
