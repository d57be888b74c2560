package org.spikestill.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Check;
import tools.jackson.databind.JsonNode;

/// Everything the report of one distillation run tells: plain values, already measured. A list that is empty or an
/// absent parity leaves its section out; a number that was not measured is NaN and shows as a dash.
///
/// @param title of the page, such as `CIFAR-10, VGG-11, 8 ticks`
/// @param student name of the student's architecture
/// @param data name of the dataset
/// @param ticks time steps T per sample of the student, ≥ 1
/// @param seed root of all chance in the run
/// @param headline the networks compared, teacher first by custom; their order fixes each network's colour
/// @param epochs in the order they were trained, stages one after the other
/// @param accuracyByTick one curve per spiking network
/// @param activity spikes of each spiking network, layer by layer
/// @param parity trainer against engine
/// @param secondsByStage wall-clock seconds of each stage, in order
/// @param settings nested as the run read them
/// @param provenance what identifies the run: digests, versions, machine, time
/// @param notes what a reader must know to read the figures right
public record DistillReport(
        String title,
        String student,
        String data,
        int ticks,
        long seed,
        List<Headline> headline,
        List<Epoch> epochs,
        List<TickCurve> accuracyByTick,
        List<Activity> activity,
        List<AttentionSample> attention,
        Optional<Parity> parity,
        Map<String, Double> secondsByStage,
        JsonNode settings,
        Map<String, String> provenance,
        List<String> notes) {
    public DistillReport {
        Check.count("ticks", ticks);
        headline = List.copyOf(headline);
        distinct(headline.stream().map(Headline::network).toList());
        epochs = List.copyOf(epochs);
        accuracyByTick = List.copyOf(accuracyByTick);
        activity = List.copyOf(activity);
        attention = List.copyOf(attention);
        secondsByStage = Ordered.copyOf(secondsByStage);
        provenance = Ordered.copyOf(provenance);
        notes = List.copyOf(notes);
    }

    private static void distinct(List<String> networks) {
        for (String network : networks) {
            if (networks.indexOf(network) != networks.lastIndexOf(network)) {
                throw new IllegalArgumentException("two networks of the report are called '" + network
                        + "': its other parts tell networks apart by name");
            }
        }
    }
}
