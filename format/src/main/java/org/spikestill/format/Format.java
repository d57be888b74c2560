package org.spikestill.format;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lays out every Java file of the project in the Palantir style, or names those that are not.
/// Called by the build: `Format check|apply PROJECT`.
public final class Format {

    private static final Set<String> SKIPPED = Set.of("target", "runs", ".git", ".idea", "node_modules");
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    /// The formatter wraps a long line of a comment as if it were prose, which breaks a table or an equation, and takes
    /// superscripts and other symbols for wider than they are: it gets to see a short stand-in.
    private static final Pattern LONG_COMMENT = Pattern.compile("(?m)^(?=.{81})( *)///.*$");

    private static final String MASK = "\u2402";
    private static final Pattern MASKED = Pattern.compile("/// " + MASK + "([0-9]+)" + MASK);

    public static void main(String[] args) throws IOException {
        var apply = args[0].equals("apply");
        var project = Path.of(args[1]).toRealPath();
        var wrong = new ArrayList<String>();
        for (var file : sources(project)) {
            var name = project.relativize(file).toString();
            var found = Files.readString(file);
            try {
                var wanted = layout(found);
                if (wanted.equals(found)) continue;
                if (apply) Files.writeString(file, wanted);
                wrong.add(name);
            } catch (FormatterException e) {
                System.err.println(name + " does not parse: " + e.getMessage());
                System.exit(1);
            }
        }
        if (apply) {
            wrong.forEach(name -> System.out.println("formatted " + name));
        } else if (!wrong.isEmpty()) {
            System.err.println("Not in the project's layout:");
            wrong.forEach(name -> System.err.println("    " + name));
            System.err.println("To lay them out, run: ./mvnw -q -Pformat -pl format process-classes");
            System.exit(1);
        }
    }

    private static String layout(String source) throws FormatterException {
        var comments = new ArrayList<String>();
        var imports = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(source), Style.PALANTIR);
        var masked = LONG_COMMENT.matcher(imports).replaceAll(comment -> {
            comments.add(comment.group().strip());
            return comment.group(1) + "/// " + MASK + (comments.size() - 1) + MASK;
        });
        return MASKED.matcher(FORMATTER.formatSource(masked))
                .replaceAll(mask -> Matcher.quoteReplacement(comments.get(Integer.parseInt(mask.group(1)))));
    }

    private static List<Path> sources(Path directory) throws IOException {
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                if (Files.isDirectory(entry)) {
                    if (!SKIPPED.contains(entry.getFileName().toString())) found.addAll(sources(entry));
                } else if (entry.toString().endsWith(".java")) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }
}
