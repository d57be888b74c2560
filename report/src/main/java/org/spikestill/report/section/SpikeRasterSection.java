package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Picture;
import org.spikestill.report.Scatter;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.SpikeRaster;

/// Spike raster of one sample: neuron over tick, layer by layer.
public final class SpikeRasterSection {
    private SpikeRasterSection() {}

    public static Section of(SpikeRaster raster, SeriesColours colours) {
        List<Html> content = new ArrayList<>();
        content.add(sample(raster));
        content.add(
                Html.note("Each mark is a spike of the event-driven engine. Neurons are numbered in the row-major order"
                        + " of their layer's shape. Of a layer with many spikes only every n-th neuron is shown, with its whole"
                        + " spike train."));
        int colour = colours.of(raster.network());
        content.add(element(
                        "div",
                        raster.layers().stream()
                                .map(layer ->
                                        chart(layer, raster.ticks(), colour).toHtml())
                                .toList())
                .styled("pair"));
        raster.layers()
                .forEach(layer ->
                        content.add(table(layer, raster.ticks()).folded("Spikes of " + layer.name() + " as a table")));
        return new Section("raster", "Spike raster", content);
    }

    private static Html sample(SpikeRaster raster) {
        String name = raster.split() + " sample " + raster.index();
        boolean right = raster.label().equals(raster.predicted());
        List<Html> parts = new ArrayList<>();
        raster.image()
                .map(image -> Picture.pixels(image.toBlock()).toHtml("Input of " + name + ": " + raster.label()))
                .ifPresent(parts::add);
        parts.add(element(
                        "figcaption",
                        element("strong", name),
                        text(": " + raster.label() + (right ? ", predicted right" : ", predicted " + raster.predicted())
                                + " by " + raster.network() + ", " + Figures.count(raster.ticks(), "tick")))
                .styled(right ? "right" : "wrong"));
        return element("figure", parts).styled("specimen");
    }

    private static Scatter chart(SpikeRaster.Layer layer, int ticks, int colour) {
        return new Scatter(
                layer.name() + ": " + shown(layer),
                new Scatter.Axis("Tick", 1, ticks),
                new Scatter.Axis("Neuron", 0, layer.neurons() - 1),
                colour,
                layer.spikes().stream()
                        .map(spike -> new Scatter.Point(spike.tick(), spike.neuron()))
                        .toList(),
                Figures.count(layer.spikes().size(), "spike") + " over " + Figures.count(ticks, "tick") + ".");
    }

    private static String shown(SpikeRaster.Layer layer) {
        int spikes = layer.spikes().size();
        return layer.stride() == 1
                ? Figures.count(layer.neurons(), "neuron") + ", " + Figures.count(spikes, "spike")
                : Figures.count(layer.neuronsShown()) + " of " + Figures.count(layer.neurons(), "neuron") + ", "
                        + Figures.count(spikes) + " of " + Figures.count(spikes + layer.leftOut(), "spike");
    }

    private static Table table(SpikeRaster.Layer layer, int ticks) {
        Table table = Table.of(
                layer.name() + ": " + shown(layer),
                Table.words("Tick"),
                Table.numbers("Spikes"),
                Table.words("Neurons that fire"));
        for (int tick = 1; tick <= ticks; tick++) {
            int current = tick;
            List<String> neurons = layer.spikes().stream()
                    .filter(spike -> spike.tick() == current)
                    .map(spike -> String.valueOf(spike.neuron()))
                    .toList();
            table = table.with(
                    Figures.count(tick),
                    Figures.count(neurons.size()),
                    neurons.isEmpty() ? Figures.DASH : String.join(" ", neurons));
        }
        return table;
    }
}
