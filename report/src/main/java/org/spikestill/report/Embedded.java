package org.spikestill.report;

import java.util.Locale;

/// Content of a `script` or `style` element, which a browser reads up to the end tag without unescaping it.
///
/// In a section only the JSON of a chart is embedded; scripts and the style sheet belong to [Page].
record Embedded(Kind kind, String content) implements Html {
    enum Kind {
        STYLE("style", "<style>"),
        SCRIPT("script", "<script>"),
        CHART("script", "<script type=\"application/json\">");

        private final String tag;
        private final String start;

        Kind(String tag, String start) {
            this.tag = tag;
            this.start = start;
        }
    }

    Embedded {
        String lower = content.toLowerCase(Locale.ROOT);
        if (lower.contains("</" + kind.tag) || lower.contains("<!--") || content.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("content of <" + kind.tag + "> holds its own end tag, the start of a"
                    + " comment or a carriage return: a browser would read something else");
        }
    }

    @Override
    public void writeTo(StringBuilder page) {
        page.append(kind.start).append(content).append("</").append(kind.tag).append('>');
    }

    @Override
    public String plain() {
        return "";
    }
}
