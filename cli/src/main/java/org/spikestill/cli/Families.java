package org.spikestill.cli;

import java.util.List;
import org.spikestill.data.Augmentation;
import org.spikestill.data.DataSource;
import org.spikestill.export.Exporter;
import org.spikestill.export.Importer;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.distill.Method;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.steps.TeacherSource;
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
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.runtime.device.Device;
import org.spikestill.studies.multigrade.Problem;

/// The open families of the toolkit, by the name a command line has for each.
final class Families {
    static final List<Catalog<?>> ALL = List.of(
            DataSource.catalog(),
            Augmentation.catalog(),
            Architecture.catalog(),
            Activation.catalog(),
            Neuron.catalog(),
            Surrogate.catalog(),
            Encoder.catalog(),
            Method.catalog(),
            Loss.catalog(),
            Optimizer.catalog(),
            Schedule.catalog(),
            Score.catalog(),
            TeacherSource.catalog(),
            ConversionMethod.catalog(),
            Pass.catalog(),
            ExitRule.catalog(),
            Device.catalog(),
            Exporter.catalog(),
            Importer.catalog(),
            Experiment.catalog(),
            Problem.catalog());

    private Families() {}

    /// `conversion method` is `conversion-method` on a command line.
    static String name(Catalog<?> family) {
        return family.family().replace(' ', '-');
    }

    static Catalog<?> find(String name) {
        return ALL.stream()
                .filter(family -> name(family).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings("the family '" + name + "' is unknown: it must be one of "
                        + ALL.stream().map(Families::name).toList()));
    }
}
