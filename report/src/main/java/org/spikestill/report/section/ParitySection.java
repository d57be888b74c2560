package org.spikestill.report.section;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.result.Parity;
import org.spikestill.report.result.Split;

/// Agreement of trainer and engine: predictions, spikes of each layer, and the first divergence.
public final class ParitySection {
    /// Samples predicted differently that are listed.
    private static final int LISTED = 50;

    private static final String ROUNDING =
            "Trainer and engine add the same numbers in different orders. A membrane potential within a rounding error of"
                    + " its threshold can then fire in one of them only, and such a spike can change later ones.";

    private ParitySection() {}

    /// @param split that trainer and engine ran on
    /// @param classNames by number
    public static Section of(Parity parity, Split split, List<String> classNames) {
        List<Html> content = new ArrayList<>();
        content.add(element("p", verdict(parity, split))
                .styled(parity.differences().isEmpty() ? "verdict right" : "verdict wrong"));
        divergence(parity).ifPresent(words -> content.add(Html.paragraph(words)));
        if (parity.first().isPresent() || !parity.differences().isEmpty()) {
            content.add(Html.note(ROUNDING));
        }
        if (!parity.layers().isEmpty()) {
            content.add(spikes(parity, split).toHtml());
        }
        if (!parity.differences().isEmpty()) {
            content.add(differences(parity, classNames).toHtml());
        }
        return new Section("parity", "Trainer and engine", content);
    }

    static String verdict(Parity parity, Split split) {
        int differing = parity.differences().size();
        String of = Figures.count(parity.samples(), split + " sample");
        return differing == 0
                ? "Same prediction on all " + of + "."
                : "Different predictions on " + Figures.count(differing) + " of " + of + " ("
                        + Figures.percent((double) differing / parity.samples()) + ").";
    }

    private static Optional<String> divergence(Parity parity) {
        boolean sameCounts = parity.layers().stream().allMatch(layer -> layer.trainer() == layer.engine());
        return parity.first()
                .map(first -> "First difference: " + first.inWords() + ".")
                .or(() -> sameCounts && !parity.layers().isEmpty()
                        ? Optional.of("Every layer fires as often in the engine as in the trainer.")
                        : Optional.empty());
    }

    private static Table spikes(Parity parity, Split split) {
        Table table = Table.of(
                "Spikes of each layer, all samples and ticks (" + EvaluatedOn.words(split, parity.samples()) + ")",
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
            layer.name(),
            Figures.count(layer.trainer()),
            Figures.count(layer.engine()),
            Figures.signedCount(difference),
            Figures.number(100.0 * difference / layer.trainer())
        };
    }

    private static Table differences(Parity parity, List<String> classNames) {
        int all = parity.differences().size();
        Table table = Table.of(
                "Samples predicted differently" + (LISTED < all ? ", " + LISTED + " of " + Figures.count(all) : ""),
                Table.words("Sample"),
                Table.words("Label"),
                Table.words("Trainer"),
                Table.words("Engine"));
        for (Parity.Difference each :
                parity.differences().stream().limit(LISTED).toList()) {
            table = table.with(
                    String.valueOf(each.index()),
                    classNames.get(each.label()),
                    classNames.get(each.trainer()),
                    classNames.get(each.engine()));
        }
        return table;
    }
}
