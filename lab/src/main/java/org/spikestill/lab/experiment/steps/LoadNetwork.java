package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A network from a model file.
///
/// @param setting that names the file, for errors
/// @param file model file
/// @param expected shape that the network must have, but for its dropout; empty takes any that fits the data
public record LoadNetwork(String setting, Path file, Optional<Expected> expected) implements Step<ModelResult> {
    /// @param settings that ask for the shape, for errors
    public record Expected(Start.Artificial shape, String settings) {}

    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    /// The content of the file counts, not its path.
    @Override
    public JsonNode fingerprint() {
        return StringNode.valueOf(ModelFile.digest(file));
    }

    @Override
    public Outline check(String name, Known before) {
        Network network = ModelFile.read(file).network();
        checkData(name, network, before.data());
        expected.ifPresent(wanted -> checkShape(network, wanted.shape().network(before.data()), wanted.settings()));
        return Outline.of(network);
    }

    private void checkData(String name, Network network, DataSplits data) {
        Shape sample = data.train().sample();
        int outputs = network.shapes().get(network.output().name()).elements();
        if (!network.input().equals(sample) || outputs != data.train().classes()) {
            throw new InvalidSettings("%s %s takes %s and has %d outputs, %s has %s and %d classes:"
                            .formatted(
                                    setting,
                                    file,
                                    network.input(),
                                    outputs,
                                    data.name(),
                                    sample,
                                    data.train().classes())
                    + " name a network of these data for the " + name);
        }
    }

    private void checkShape(Network network, Network wanted, String settings) {
        List<String> found = layers(network);
        List<String> asked = layers(wanted);
        for (int i = 0; i < Math.max(found.size(), asked.size()); i++) {
            String has = i < found.size() ? found.get(i) : "no more layers";
            String wants = i < asked.size() ? asked.get(i) : "no more layers";
            if (!has.equals(wants)) {
                throw new InvalidSettings("%s %s has %s where %s ask for %s: set these two to what the file holds"
                        .formatted(setting, file, has, settings, wants));
            }
        }
    }

    private static List<String> layers(Network network) {
        List<String> layers = new ArrayList<>();
        for (Network.Node node : network.nodes()) {
            if (!(node.layer() instanceof Layer.Dropout)) {
                layers.add(node.name() + " "
                        + (node.layer() instanceof Layer.QuantisedClip(int levels, _)
                                ? "clip of " + levels + " levels"
                                : node.layer()));
            }
        }
        return layers;
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.evaluation(
                before.network(new Ref<>(name)), before.data().validation().size());
    }

    @Override
    public Optional<String> description(String name, Known before) {
        return Optional.of(
                "%s %,d weights, from %s".formatted(name, Cost.parameters(before.network(new Ref<>(name))), file));
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) throws IOException {
        ModelFile model = ModelFile.read(file);
        ValidationLeak.of(
                        file, model.provenance(), context.run(), context.data().name())
                .ifPresent(context.progress()::say);
        double validation = Measured.accuracy(model, context.data().validation(), context);
        context.progress()
                .say("%s: taken from %s, validation %s %.2f %%"
                        .formatted(context.name(), file, Measured.share(context), 100 * validation));
        return new ModelResult(model, new ModelResult.Outcome(0, validation));
    }
}
