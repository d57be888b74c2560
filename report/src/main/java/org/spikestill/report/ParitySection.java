package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the engine answers like the trainer: predictions, then spikes, then where the two part.
final class ParitySection {
    private ParitySection() {}

    static Optional<Section> of(DistillReport report) {
        return report.parity().map(parity -> {
            List<Html> content = new ArrayList<>();
            content.add(
                    element("p", verdict(parity)).styled(parity.differing() == 0 ? "verdict right" : "verdict wrong"));
            divergence(parity).map(Section::paragraph).ifPresent(content::add);
            if (!parity.explanation().isBlank()) {
                content.add(Section.paragraph(parity.explanation()));
            }
            if (!parity.layers().isEmpty()) {
                content.add(spikes(parity).toHtml());
            }
            if (!parity.examples().isEmpty()) {
                content.add(examples(parity).toHtml());
            }
            return new Section("parity", "Trainer and engine", content);
        });
    }

    static String verdict(Parity parity) {
        long samples = parity.source().samples();
        String of = Figures.count(samples) + " " + parity.source().split() + (samples == 1 ? " sample" : " samples");
        return parity.differing() == 0
                ? "Same prediction on all " + of + "."
                : "Different predictions on " + Figures.count(parity.differing()) + " of " + of + " ("
                        + Figures.percent((double) parity.differing() / samples) + ").";
    }

    /// Where the two part, or that they do not as far as their counts can tell.
    private static Optional<String> divergence(Parity parity) {
        boolean sameCounts = parity.layers().stream().allMatch(layer -> layer.trainer() == layer.engine());
        return parity.first()
                .map(first -> "First difference: sample " + first.sample() + ", layer " + first.layer() + ", tick "
                        + first.tick() + ": " + first.detail())
                .or(() -> sameCounts && !parity.layers().isEmpty()
                        ? Optional.of("Every layer fires as often in the engine as in the trainer.")
                        : Optional.empty());
    }

    private static Table spikes(Parity parity) {
        Table table = Table.of(
                "Spikes of each layer, all samples and ticks (" + parity.source() + ")",
                Table.words("Layer"),
                Table.numbers("Trainer"),
                Table.numbers("Engine"),
                Table.numbers("Engine − trainer"),
                Table.numbers("Difference (%)"));
        for (Parity.LayerSpikes layer : parity.layers()) {
            table = table.with(cells(layer));
        }
        return table.total(cells(new Parity.LayerSpikes(
                "all layers",
                parity.layers().stream().mapToLong(Parity.LayerSpikes::trainer).sum(),
                parity.layers().stream().mapToLong(Parity.LayerSpikes::engine).sum())));
    }

    private static String[] cells(Parity.LayerSpikes layer) {
        long difference = layer.engine() - layer.trainer();
        return new String[] {
            layer.layer(),
            Figures.count(layer.trainer()),
            Figures.count(layer.engine()),
            Figures.signedCount(difference),
            Figures.number(100.0 * difference / layer.trainer())
        };
    }

    private static Table examples(Parity parity) {
        int shown = parity.examples().size();
        Table table = Table.of(
                "Samples predicted differently"
                        + (shown < parity.differing() ? ", " + shown + " of " + Figures.count(parity.differing()) : ""),
                Table.words("Sample"),
                Table.words("Label"),
                Table.words("Trainer"),
                Table.words("Engine"));
        for (Parity.Difference example : parity.examples()) {
            table = table.with(String.valueOf(example.index()), example.label(), example.trainer(), example.engine());
        }
        return table;
    }
}
