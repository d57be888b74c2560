package org.spikestill.report;

import java.util.List;

/// Colour, dash and symbol of each named series, the same in every chart of a page.
///
/// @param names in the order of the style sheet's colours; after [#COUNT] names the colours repeat
public record SeriesColours(List<String> names) {
    /// Colours of the style sheet.
    public static final int COUNT = 8;

    public SeriesColours {
        names = names.stream().distinct().toList();
    }

    /// Number of the colour, from 0 to [#COUNT] − 1.
    ///
    /// @throws IllegalArgumentException if the series is not among the names
    public int of(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the series '" + name + "' has no colour: name it beside " + names
                    + " in the page's SeriesColours");
        }
        return index % COUNT;
    }
}
