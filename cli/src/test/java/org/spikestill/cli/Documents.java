package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The texts that show commands: the pages, and the comments of recipes.
final class Documents {
    static final Path ROOT = Path.of("..");

    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```.*?^\\1```");
    private static final Pattern INLINE = Pattern.compile("(?s)`([^`]+)`");
    private static final Pattern VARIABLE = Pattern.compile("(?s)(\\w+)=\"([^\"]*)\"");
    private static final String PROGRAM = "./spikestill";

    private Documents() {}

    static List<Path> pages() throws IOException {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), files("docs", ".md"))
                .toList();
    }

    static List<Path> recipes() throws IOException {
        return files("recipes", ".yaml").toList();
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    /// Code within the running text of a page, line breaks as spaces.
    static List<String> inline(Path page) throws IOException {
        String prose = FENCED.matcher(Files.readString(page)).replaceAll("");
        return INLINE.matcher(prose)
                .results()
                .map(found -> found.group(1).replaceAll("\\s+", " ").strip())
                .toList();
    }

    /// Every command of a page or recipe as its words, the program's name left out.
    static List<List<String>> commands(Path file) throws IOException {
        List<List<String>> commands = new ArrayList<>();
        if (file.toString().endsWith(".md")) {
            for (String code : inline(file)) {
                script(code, commands);
            }
            Matcher fenced = FENCED.matcher(Files.readString(file));
            while (fenced.find()) {
                script(fenced.group(), commands);
            }
        } else {
            String comments = Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.substring(1).strip())
                    .collect(Collectors.joining("\n"));
            script(comments, commands);
        }
        return commands;
    }

    /// The commands of a shell script, with continued lines joined, variables replaced and comments dropped.
    private static void script(String text, List<List<String>> commands) {
        String joined = text.replaceAll("\\\\\\n\\s*", " ");
        Map<String, String> variables = new LinkedHashMap<>();
        VARIABLE.matcher(joined)
                .results()
                .forEach(found -> variables.put(found.group(1), found.group(2).replaceAll("\\s+", " ")));
        for (String line : joined.lines().toList()) {
            String command = line.strip().replaceFirst("^\\$ ", "").replaceFirst("\\s#.*$", "");
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                command = command.replace("$" + variable.getKey(), variable.getValue());
            }
            if (command.startsWith(PROGRAM)) {
                commands.add(
                        Stream.of(command.substring(PROGRAM.length()).strip().split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .toList());
            }
        }
    }
}
