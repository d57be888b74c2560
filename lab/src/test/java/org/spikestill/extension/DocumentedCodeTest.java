package org.spikestill.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Code in the documents, against the code that compiles.
class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private record Block(String language, String text) {}

    private static List<Block> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map((MatchResult found) -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    @Test
    void theNeuronOfTheDocumentIsTheOneThatTheTestsTrain() throws IOException {
        Path source = Path.of("src/test/java", Tiring.class.getName().replace('.', '/') + ".java");

        assertThat(blocks("docs/extending.md"))
                .as("a java block of docs/extending.md with the text of %s", source)
                .contains(new Block("java", Files.readString(source)));
    }

    @Test
    void theLineOfTheDocumentIsTheOneThatRegistersTheNeuron() throws IOException {
        String line =
                Files.readString(Path.of("src/test/resources/META-INF/services/org.spikestill.model.neuron.Neuron"));

        assertThat(blocks("docs/extending.md")).contains(new Block("", line));
    }

    @Test
    void theLibraryExampleOfTheReadmeCompiles() throws IOException {
        List<Block> examples = blocks("README.md").stream()
                .filter(block -> block.language().equals("java"))
                .toList();

        assertThat(examples).hasSize(1);
        assertThat(errors("Example", """
                import java.nio.file.Path;
                import org.spikestill.runtime.*;
                class Example {
                    void run(float[] pixels) {
                        %s
                    }
                }
                """.formatted(examples.getFirst().text()))).isEmpty();
    }

    @Test
    void theReportExampleOfTheDesignCompiles() throws IOException {
        List<Block> examples = blocks("docs/design.md").stream()
                .filter(block -> block.language().equals("java"))
                .toList();

        assertThat(examples).hasSize(1);
        assertThat(errors("Example", """
                import java.nio.file.Path;
                import java.util.List;
                import org.spikestill.report.*;
                import org.spikestill.report.result.*;
                import org.spikestill.report.section.*;
                class Example {
                    void run(List<NetworkResult> networks, SeriesColours colours, Chart chart) throws Exception {
                        %s
                    }
                }
                """.formatted(examples.getFirst().text()))).isEmpty();
    }

    /// The test of the examples would pass on anything if the compiler were not looking.
    @Test
    void anExampleThatDoesNotCompileIsSeen() {
        assertThat(errors("Example", "class Example { int x = missing(); }")).hasSize(1);
    }

    private static List<String> errors(String name, String source) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-proc:none", "-Xlint:none", "-implicit:none", "-d", "target");
        // parsed and attributed, never written
        var task = (com.sun.source.util.JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, found, options, null, List.of(file));
        try {
            task.analyze();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }
}
