package org.spikestill.lab.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.convert.ClipToSpike;
import org.spikestill.lab.convert.FoldBatchNorm;
import org.spikestill.lab.convert.Pass;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Activation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;

/// The shapes of a run, known and checked before anything is trained.
///
/// @param byStage artificial networks as they are trained; spiking ones with thresholds still to be measured
/// @param pairs layers of teacher and student that match, if the objective compares layers
record Networks(Map<Stage, Network> byStage, List<LayerPair> pairs) {
    Networks {
        pairs = List.copyOf(pairs);
    }

    static Networks of(DistillSettings settings, Plan plan, DataSplits data) {
        Map<Stage, Network> networks = new EnumMap<>(Stage.class);
        List<LayerPair> pairs = List.of();
        for (Step step : plan.steps()) {
            networks.put(step.stage(), network(step, settings, networks, data));
            if (step instanceof Step.Spiking trained) {
                List<LayerPair> matching = pairs(trained, settings, networks);
                pairs = step.stage() == plan.result() ? matching : pairs;
                check(trained, matching, networks);
            }
        }
        return new Networks(networks, pairs);
    }

    Network get(Stage stage) {
        return byStage.get(stage);
    }

    private static Network network(Step step, DistillSettings settings, Map<Stage, Network> before, DataSplits data) {
        return switch (step) {
            case Step.Artificial(_, Architecture architecture, Form form, _, _, _) ->
                architecture.network(data.train().sample(), data.train().classes(), form);
            case Step.Given(Stage stage, Path file) when stage == Stage.ANN -> givenAnn(file, settings, data);
            case Step.Given(_, Path file) -> given("teacherFile", "a teacher", file, data);
            case Step.Conversion(_, _, Architecture architecture) ->
                spiking(artificial(architecture, settings, data), settings);
            case Step.Spiking(_, Stage converted, _, _) -> before.get(converted);
        };
    }

    private static Network spiking(Network ann, DistillSettings settings) {
        Network network = ann;
        for (Pass pass : conversion(settings, settings.ticks())) {
            network = pass.shape(network);
        }
        return network;
    }

    /// From the ANN to the spiking network: the method that the settings name, or neurons in the places of the curves.
    static List<Pass> conversion(DistillSettings settings, int ticks) {
        return settings.conversion()
                .map(method -> method.passes(settings.encoder(), ticks))
                .orElseGet(() -> List.of(new FoldBatchNorm(), neurons(settings, ticks)));
    }

    private static Pass neurons(DistillSettings settings, int ticks) {
        return switch (settings.curve()) {
            case Activation.Relu _ -> new ReluToSpike(settings.neuron(), settings.encoder(), ticks);
            case Activation.Qcfs _ -> new ClipToSpike(settings.neuron(), settings.encoder(), ticks);
        };
    }

    /// The ANN as it is converted: with the dropout of the spiking network's training.
    static Network artificial(Architecture architecture, DistillSettings settings, DataSplits data) {
        Form form = form(settings, settings.studentTraining());
        return architecture.network(data.train().sample(), data.train().classes(), form);
    }

    /// Of an ANN that is to be converted, under a training.
    static Form form(DistillSettings settings, TrainSettings training) {
        return Form.student(training.dropout(), settings.curve())
                .normalised(settings.batchNorm())
                .before(settings.encoder());
    }

    /// An ANN that is there must be the one the student's shape asks for; only its dropout may be another.
    private static Network givenAnn(Path file, DistillSettings settings, DataSplits data) {
        Network network = given("annFile", "an ANN", file, data);
        List<String> found = layers(network);
        List<String> wanted = layers(artificial(settings.student(), settings, data));
        for (int i = 0; i < Math.max(found.size(), wanted.size()); i++) {
            String has = i < found.size() ? found.get(i) : "no more layers";
            String wants = i < wanted.size() ? wanted.get(i) : "no more layers";
            if (!has.equals(wants)) {
                throw new InvalidSettings(
                        "annFile %s has %s where student and curve ask for %s: set these two to what the"
                                        .formatted(file, has, wants)
                                + " file holds");
            }
        }
        return network;
    }

    private static List<String> layers(Network network) {
        return network.nodes().stream()
                .filter(node -> !(node.layer() instanceof Layer.Dropout))
                .map(node -> node.name() + " "
                        + (node.layer() instanceof Layer.QuantisedClip(int levels, _)
                                ? "clip of " + levels + " levels"
                                : node.layer()))
                .toList();
    }

    private static Network given(String field, String role, Path file, DataSplits data) {
        Network network = ModelFile.read(file).network();
        Shape sample = data.train().sample();
        int classes = network.shapes().get(network.output().name()).elements();
        if (!network.input().equals(sample) || classes != data.train().classes()) {
            throw new InvalidSettings("%s %s takes %s and tells %d classes apart, %s has %s and %d classes:"
                            .formatted(
                                    field,
                                    file,
                                    network.input(),
                                    classes,
                                    data.name(),
                                    sample,
                                    data.train().classes())
                    + " name %s of these data".formatted(role));
        }
        return network;
    }

    private static List<LayerPair> pairs(Step.Spiking step, DistillSettings settings, Map<Stage, Network> networks) {
        if (!step.objective().needsPairs()) {
            return List.of();
        }
        Network teacher = networks.get(step.teacher().orElseThrow());
        Network student = networks.get(step.stage());
        return settings.pairs().isEmpty()
                ? Pairing.automatic(teacher, student)
                : Pairing.checked(settings.pairs(), teacher, student);
    }

    private static void check(Step.Spiking step, List<LayerPair> pairs, Map<Stage, Network> networks) {
        Optional<Taps> teacher = step.teacher().map(networks::get).map(Taps::of);
        Network student = networks.get(step.stage());
        step.objective().terms().forEach(term -> {
            term.loss().check(teacher, student);
            pairs.forEach(pair -> term.loss()
                    .check(
                            pair,
                            teacher.orElseThrow().map(pair.teacher()),
                            student.shapes().get(pair.student())));
        });
    }

    static long parameters(Network network) {
        return network.parameters().stream()
                .mapToLong(each -> each.shape().elements())
                .sum();
    }

    /// The pairing as a table.
    List<String> table(Network teacher, Network student) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            LayerPair pair = pairs.get(i);
            String depth = Pairing.depth(i, pairs.size());
            lines.add("  %-7s teacher %-9s %-16s student %-9s %s"
                    .formatted(
                            depth,
                            pair.teacher(),
                            teacher.shapes().get(pair.teacher()),
                            pair.student(),
                            student.shapes().get(pair.student())));
        }
        return lines;
    }
}
