package org.spikestill.cli;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.DataReview;
import org.spikestill.report.Card;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Picture;
import org.spikestill.report.Section;

/// A page with the first pictures of each class, and with the findings of a check.
final class ContactSheet {
    private ContactSheet() {}

    static Page of(DataReview review) {
        Page page = Page.of("Contact sheet", review.data()).withKind("data");
        for (DataReview.Part part : review.parts()) {
            page = page.with(new Card(
                    part.name(), "%,d".formatted(part.samples()), part.counts().size() + " classes"));
        }
        return page.with(pictures(review)).with(findings(review));
    }

    private static Section pictures(DataReview review) {
        Map<String, List<DataReview.Exemplar>> byClass = new LinkedHashMap<>();
        review.exemplars()
                .forEach(each -> byClass.computeIfAbsent(each.label(), _ -> new ArrayList<>())
                        .add(each));
        List<Html> content = new ArrayList<>();
        byClass.forEach((label, shown) -> {
            content.add(element("h3", label.isEmpty() ? "without class" : label));
            content.add(element("div", shown.stream().map(ContactSheet::figure).toList())
                    .styled("thumbnails"));
        });
        return new Section("pictures", "First pictures of each class", content);
    }

    private static Html figure(DataReview.Exemplar exemplar) {
        return element(
                "figure",
                Picture.pixels(exemplar.pixels()).toHtml(exemplar.name()),
                element("figcaption", element("span", exemplar.name()).styled("detail")));
    }

    private static Section findings(DataReview review) {
        List<Html> content = new ArrayList<>();
        content.add(Html.paragraph("%,d contents lie in two parts; %,d samples repeat another of their part; %,d files"
                        .formatted(
                                review.duplicates().acrossParts(),
                                review.duplicates().withinParts(),
                                review.broken().size())
                + " are broken."));
        review.duplicates().named().forEach(group -> content.add(Html.note(String.join(" = ", group))));
        review.broken().forEach(line -> content.add(Html.note(line)));
        return new Section("findings", "Findings", content);
    }
}
