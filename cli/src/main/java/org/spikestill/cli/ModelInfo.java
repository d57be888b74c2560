package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.TextTable;
import tools.jackson.databind.JsonNode;

/// The content of a model file. Its components are the fields of the JSON object; trees are as the file has them.
///
/// @param neurons of all populations, the read-out's included
record ModelInfo(
        Path model,
        String modelDigest,
        List<Integer> input,
        int classes,
        int ticks,
        JsonNode encoder,
        JsonNode scaling,
        long parameters,
        long neurons,
        List<LayerInfo> layers,
        JsonNode provenance) {

    /// @param settings the layer with its type
    /// @param shape of its output
    /// @param parameters trained or measured values
    /// @param neurons 0 where there is no population
    record LayerInfo(
            String name, JsonNode settings, List<String> inputs, List<Integer> shape, long parameters, long neurons) {
        private static LayerInfo of(Network network, Node node, JsonNode settings) {
            Shape shape = network.shapes().get(node.name());
            long parameters = network.parameters().stream()
                    .filter(each -> each.node().equals(node.name()))
                    .mapToLong(each -> each.shape().elements())
                    .sum();
            long neurons = node.layer() instanceof Layer.Spike ? shape.elements() : 0;
            return new LayerInfo(node.name(), settings, node.inputs(), shape.sizes(), parameters, neurons);
        }
    }

    static ModelInfo of(OpenModel model) {
        Network network = model.network();
        JsonNode tree = Settings.write(network);
        List<LayerInfo> layers = IntStream.range(0, network.nodes().size())
                .mapToObj(i -> LayerInfo.of(
                        network,
                        network.nodes().get(i),
                        tree.get("nodes").get(i).get("layer")))
                .toList();
        return new ModelInfo(
                model.file(),
                model.digest(),
                network.input().sizes(),
                model.classes(),
                network.ticks(),
                tree.get("encoder"),
                tree.get("scaling"),
                layers.stream().mapToLong(LayerInfo::parameters).sum(),
                layers.stream().mapToLong(LayerInfo::neurons).sum(),
                layers,
                Settings.write(model.content().provenance()));
    }

    String text() {
        List<TextTable> tables = new ArrayList<>(List.of(layerTable()));
        if (neurons > 0) {
            tables.add(populationTable());
        }
        tables.add(new TextTable("input", "").row("encoder", Flat.line(encoder)).row("scaling", Flat.line(scaling)));
        if (!provenance.get("settings").isEmpty()) {
            tables.add(fields("setting", provenance.get("settings").properties()));
        }
        tables.add(fields("provenance", origin()).row("digest", modelDigest));
        return "%s: %s to %d classes, %d ticks, %,d parameters, %,d neurons"
                        .formatted(model, input, classes, ticks, parameters, neurons)
                + tables.stream().map(each -> "\n\n" + each).collect(Collectors.joining());
    }

    private Set<Map.Entry<String, JsonNode>> origin() {
        Set<Map.Entry<String, JsonNode>> origin = new LinkedHashSet<>(provenance.properties());
        origin.removeIf(each -> each.getKey().equals("settings"));
        return origin;
    }

    private static TextTable fields(String title, Set<Map.Entry<String, JsonNode>> fields) {
        TextTable table = new TextTable(title, "");
        fields.forEach(each -> table.row(each.getKey(), Flat.line(each.getValue())));
        return table;
    }

    private TextTable layerTable() {
        TextTable table = new TextTable("layer", "settings", "output", "parameters", "neurons");
        for (LayerInfo each : layers) {
            table.row(
                    each.name(), kind(each.settings()), each.shape(), count(each.parameters()), count(each.neurons()));
        }
        return table;
    }

    /// A neuron's own settings have a table of their own.
    private static String kind(JsonNode layer) {
        JsonNode neuron = layer.path("neuron").path("type");
        return neuron.isMissingNode() ? Flat.line(layer) : "spike neuron=" + neuron.stringValue();
    }

    private TextTable populationTable() {
        TextTable table = new TextTable("population", "neuron");
        for (LayerInfo each : layers) {
            if (each.neurons() > 0) {
                table.row(each.name(), Flat.line(each.settings().get("neuron")));
            }
        }
        return table;
    }

    private static String count(long value) {
        return value == 0 ? "" : "%,d".formatted(value);
    }
}
