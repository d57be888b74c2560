package org.spikestill.report;

import static org.spikestill.report.Html.element;

/// A key figure at the head of a page.
///
/// @param name of the quantity
/// @param figure its value with its unit
/// @param detail in small print: interval, split, number of samples
public record Card(String name, String figure, String detail) {
    Html toHtml() {
        return element(
                "div",
                element("dt", name),
                element("dd", figure).styled("figure"),
                element("dd", detail).styled("detail"));
    }
}
