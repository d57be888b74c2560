package org.spikestill.report.section;

import static org.spikestill.report.Html.text;
import static org.spikestill.report.Table.numbers;
import static org.spikestill.report.Table.words;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.Card;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.TeachersShare;

/// The teacher's share: taught networks beside their untaught twins, paired over the samples of the test set.
public final class TeachersShareSection {
    private static final String FOOTNOTE =
            "A twin has the same training without the teacher. Gained are the samples that the taught network alone classifies"
                    + " correctly, lost those that its twin alone does; the interval (Agresti and Min) is of the test set's size, not of the"
                    + " spread over seeds, which a table of several seeds shows.";

    private TeachersShareSection() {}

    public static Section of(List<TeachersShare> shares) {
        if (shares.isEmpty()) {
            return new Section("teacher", "Teacher's share");
        }
        Table table = Table.of(
                "Taught networks and their untaught twins, test set",
                words("Network"),
                numbers("Share, points"),
                words("95 % interval"),
                numbers("Samples gained"),
                numbers("Samples lost"),
                words("In words"));
        for (TeachersShare share : shares) {
            List<Html> cells = List.of(
                    text(share.taught()),
                    text(Figures.points(share.counts().difference())),
                    text(range(share)),
                    text(Figures.count(share.counts().gained())),
                    text(Figures.count(share.counts().lost())),
                    text(share.sentence()));
            table = table.with(new Table.Plain(cells));
        }
        return new Section("teacher", "Teacher's share", table.toHtml(), Html.note(FOOTNOTE));
    }

    /// The last share, that of the student; empty where there is none.
    public static Optional<Card> card(List<TeachersShare> shares) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(new Card(
                        "Teacher's share",
                        Figures.points(shares.getLast().counts().difference()) + "\u00A0points",
                        range(shares.getLast()) + ", paired with the untaught twin, test"));
    }

    private static String range(TeachersShare share) {
        Accuracy.Interval interval = share.counts().interval();
        return Figures.points(interval.low()) + " to " + Figures.points(interval.high());
    }
}
