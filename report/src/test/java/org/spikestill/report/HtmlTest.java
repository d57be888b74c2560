package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    /// Up to 20 printable characters, some of them picked from those that markup gives a meaning.
    private static Stream<String> outsideStrings() {
        String telling = "<>&\"'=/!- ";
        return new Random(7)
                .longs(300)
                .mapToObj(Random::new)
                .map(random -> random.ints(random.nextInt(21))
                        .map(_ -> random.nextBoolean()
                                ? telling.charAt(random.nextInt(telling.length()))
                                : random.nextInt(' ', '~' + 1))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    @ParameterizedTest
    @MethodSource("outsideStrings")
    void aParserReadsBackWhatWasWritten(String outside) {
        Element read = Jsoup.parse(write(Html.element("p", outside).with("title", outside)))
                .selectFirst("p");

        assertThat(read.wholeText()).isEqualTo(outside);
        assertThat(read.attr("title")).isEqualTo(outside);
        assertThat(read.childrenSize()).isZero();
        assertThat(read.attributesSize()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a </script> b", "a </ScRiPt", "a <!-- b", "a\r\nb"})
    void rawContentCannotEndItsOwnElement(String content) {
        assertThatThrownBy(() -> new Embedded(Embedded.Kind.SCRIPT, content))
                .hasMessage("content of <script> holds its own end tag, the start of a comment or a carriage return: a"
                        + " browser would read something else");
    }

    @Test
    void emptyElementsHaveNoEndTag() {
        assertThat(write(Html.element("img").with("alt", "a \"b\""))).isEqualTo("<img alt=\"a &quot;b&quot;\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "style", "p onclick=x", "P", ""})
    void anElementCannotBeAScriptOrHoldMarkupInItsName(String tag) {
        assertThatThrownBy(() -> Html.element(tag, "text"))
                .hasMessage("'" + tag + "' cannot be an element of a section: lower-case letters and digits name one,"
                        + " script and style belong to the page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x=\"y\"", ">", ""})
    void theNameOfAnAttributeIsChecked(String name) {
        assertThatThrownBy(() -> Html.element("p").with(name, "value"))
                .hasMessage("'" + name + "' cannot name an attribute: letters, digits and hyphens can, a letter first");
    }

    @Test
    void plainTextLeavesOutMarkup() {
        Html html = Html.element(
                "p", Html.text("a <b> "), Html.element("strong", "c").with("title", "d"));

        assertThat(html.plain()).isEqualTo("a <b> c");
    }

    private static String write(Html html) {
        StringBuilder page = new StringBuilder();
        html.writeTo(page);
        return page.toString();
    }
}
