package org.spikestill.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A node of a page: elements and text, built as a tree and written once.
///
/// Text and attribute values are escaped where they are written. Names of elements and attributes are checked, and
/// content that a browser does not unescape ([Embedded]) is made by this package alone: no text can become markup.
public sealed interface Html permits Html.Element, Html.Text, Embedded {
    /// Elements without content or end tag, of those in use.
    Set<String> VOID = Set.of("br", "col", "img", "meta");

    void writeTo(StringBuilder page);

    /// The text of this node and its descendants, without markup.
    String plain();

    record Attribute(String name, String value) {
        private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

        public Attribute {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'" + name + "' cannot name an attribute: letters, digits and hyphens can, a letter first");
            }
        }
    }

    record Element(String tag, List<Attribute> attributes, List<Html> children) implements Html {
        private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9]*");

        public Element {
            if (!TAG.matcher(tag).matches() || tag.equals("script") || tag.equals("style")) {
                throw new IllegalArgumentException("'" + tag + "' cannot be an element of a section: lower-case letters"
                        + " and digits name one, script and style belong to the page");
            }
            attributes = List.copyOf(attributes);
            children = List.copyOf(children);
        }

        public Element with(String name, String value) {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(name, value));
            return new Element(tag, more, children);
        }

        /// @param classes of the style sheet, separated by spaces
        public Element styled(String classes) {
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

        @Override
        public String plain() {
            return children.stream().map(Html::plain).collect(Collectors.joining());
        }
    }

    record Text(String value) implements Html {
        @Override
        public void writeTo(StringBuilder page) {
            escape(page, value);
        }

        @Override
        public String plain() {
            return value;
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

    static Element paragraph(String text) {
        return element("p", text);
    }

    /// A paragraph in small print: how a figure was measured.
    static Element note(String text) {
        return paragraph(text).styled("note");
    }

    /// Content behind a line that unfolds it.
    static Element folded(String summary, Html... content) {
        List<Html> children = new ArrayList<>();
        children.add(element("summary", summary));
        children.addAll(Arrays.asList(content));
        return element("details", children);
    }

    /// A box that scrolls where its content is wider or higher than the page allows, also by keyboard.
    static Element scrolling(String label, Html content) {
        return element("div", content)
                .with("role", "region")
                .with("aria-label", label)
                .with("tabindex", "0");
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
                case 0 -> page.append('\uFFFD'); // NUL is a parse error in HTML
                default -> page.append(c);
            }
        }
    }
}
