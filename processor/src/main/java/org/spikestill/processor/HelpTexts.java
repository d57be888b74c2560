package org.spikestill.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.StandardLocation;

/// Help texts of records: a resource `META-INF/spikestill/help/<binary name of the record>` with a line `=text`, the first sentence of
/// the comment, and a line `component=text` for each `@param`. So jars need no sources, and a record from outside gets its help texts
/// by compiling with this processor.
@SupportedAnnotationTypes("*")
public final class HelpTexts extends AbstractProcessor {
    private static final String FOLDER = "META-INF/spikestill/help/";
    private static final String PARAMETER = "@param ";
    private static final String SUMMARY = "";

    /// The end of a comment's first sentence: a full stop before white space, or an empty line.
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.])\\s|\\n\\s*\\n|\\n(?=\\s*@)");

    /// A reference in brackets, such as `[Catalog#parse]`.
    private static final Pattern LINK = Pattern.compile("\\[([A-Za-z.#]+)]");

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        ElementFilter.typesIn(round.getRootElements()).forEach(this::visit);
        return false; // annotations stay for other processors
    }

    private void visit(TypeElement type) {
        String comment = processingEnv.getElementUtils().getDocComment(type);
        if (type.getKind() == ElementKind.RECORD && comment != null) {
            Map<String, String> texts = parameters(comment);
            texts.keySet()
                    .retainAll(ElementFilter.recordComponentsIn(type.getEnclosedElements()).stream()
                            .map(component -> component.getSimpleName().toString())
                            .collect(Collectors.toSet()));
            texts.put(SUMMARY, plain(SENTENCE.split(comment.strip(), 2)[0]));
            write(type, texts);
        }
        ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::visit);
    }

    /// Text by parameter, on one line and without the marks of code.
    private static Map<String, String> parameters(String comment) {
        Map<String, String> texts = new LinkedHashMap<>();
        String name = null;
        for (String line : comment.lines().map(String::strip).toList()) {
            if (line.startsWith(PARAMETER)) {
                String[] parts = line.substring(PARAMETER.length()).split(" +", 2);
                name = parts[0];
                texts.put(name, parts.length > 1 ? parts[1] : "");
            } else if (line.startsWith("@")) {
                name = null;
            } else if (name != null) {
                texts.merge(name, line, (before, more) -> before + " " + more);
            }
        }
        texts.replaceAll((_, text) -> plain(text));
        return texts;
    }

    private static String plain(String text) {
        return LINK.matcher(text.replace("`", "").replaceAll("\\s+", " ").strip())
                .replaceAll("$1")
                .replace("\\[", "[") // marks of a bracket that is no link
                .replace("\\]", "]");
    }

    private void write(TypeElement type, Map<String, String> texts) {
        String file = FOLDER + processingEnv.getElementUtils().getBinaryName(type);
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", file, type)
                .openWriter()) {
            for (Map.Entry<String, String> each : texts.entrySet()) {
                out.write(each.getKey() + "=" + each.getValue() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
