package org.spikestill.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A piece of a page, built as a tree and written once. Strings from outside enter as [Text] or as the value of an
/// attribute; both are escaped where they are written, so there is no other way for them to reach a page.
sealed interface Html {
    /// Elements without content or end tag, of those we use.
    Set<String> VOID = Set.of("br", "col", "img", "meta");

    void writeTo(StringBuilder page);

    record Attribute(String name, String value) {}

    record Element(String tag, List<Attribute> attributes, List<Html> children) implements Html {
        Element with(String name, String value) {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(name, value));
            return new Element(tag, List.copyOf(more), children);
        }

        Element styled(String classes) {
            return with("class", classes);
        }

        @Override
        public void writeTo(StringBuilder page) {
            startTag(page, tag, attributes);
            if (!VOID.contains(tag)) {
                children.forEach(child -> child.writeTo(page));
                page.append("</").append(tag).append('>');
            }
        }
    }

    record Text(String value) implements Html {
        @Override
        public void writeTo(StringBuilder page) {
            escape(page, value);
        }
    }

    /// Content of a `script` or `style`, which a browser reads up to the end tag without unescaping anything.
    record Raw(String tag, List<Attribute> attributes, String content) implements Html {
        public Raw {
            String lower = content.toLowerCase(Locale.ROOT);
            if (lower.contains("</" + tag) || lower.contains("<!--") || content.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("content of <" + tag + "> holds its own end tag, the start of a"
                        + " comment or a carriage return: a browser would read something else");
            }
        }

        @Override
        public void writeTo(StringBuilder page) {
            startTag(page, tag, attributes);
            page.append(content).append("</").append(tag).append('>');
        }
    }

    static Element element(String tag, Html... children) {
        return element(tag, Arrays.asList(children));
    }

    static Element element(String tag, String text) {
        return element(tag, text(text));
    }

    static Element element(String tag, List<? extends Html> children) {
        return new Element(tag, List.of(), List.copyOf(children));
    }

    static Text text(String value) {
        return new Text(value);
    }

    static Raw raw(String tag, String content, Attribute... attributes) {
        return new Raw(tag, List.of(attributes), content);
    }

    private static void startTag(StringBuilder page, String tag, List<Attribute> attributes) {
        page.append('<').append(tag);
        for (Attribute attribute : attributes) {
            page.append(' ').append(attribute.name()).append("=\"");
            escape(page, attribute.value());
            page.append('"');
        }
        page.append('>');
    }

    private static void escape(StringBuilder page, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                case 0 -> page.append('\uFFFD'); // a browser drops it or worse
                default -> page.append(c);
            }
        }
    }
}
