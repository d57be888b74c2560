package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.Digest;
import org.spikestill.model.file.ModelFile;

/// The files that a command left, by content. Times and memory, which no two runs share, are taken out of JSON; pages and tables for
/// people, which show them, count by their presence.
///
/// @param files digests by name
record Snapshot(Map<String, String> files) {
    private static final String MEASURED =
            "\"[A-Za-z]*([sS]econds|[mM]illis|[mM]emory|[bB]ytes|[tT]ime)[A-Za-z]*\":([-+.\\deE]+|\\{[^}]*})";

    Snapshot {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    static Snapshot of(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : files(folder)) {
            files.put(folder.relativize(file).toString(), content(file));
        }
        return new Snapshot(files);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String content(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".html") || name.startsWith("compare.") || name.equals("log.txt")) {
            return "present";
        }
        byte[] bytes = Files.readAllBytes(file);
        if (name.endsWith(".json") || name.endsWith(".jsonl")) {
            String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s*:\\s*", ":");
            bytes = text.replaceAll(MEASURED, "").getBytes(StandardCharsets.UTF_8);
        }
        return HexFormat.of().formatHex(Digest.sha256().digest(bytes));
    }

    /// Names of files that differ from another run's, or are in one of the two alone.
    List<String> differences(Snapshot other) {
        TreeSet<String> names = new TreeSet<>(files.keySet());
        names.addAll(other.files.keySet());
        return names.stream()
                .filter(name -> !String.valueOf(files.get(name)).equals(other.files.get(name)))
                .toList();
    }

    /// Files below a folder that are not whole, and drafts that were left.
    static List<String> halves(Path folder) throws IOException {
        List<String> halves = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            try {
                if (name.endsWith(".safetensors")) {
                    ModelFile.read(file);
                } else if (name.endsWith(".json") || name.endsWith(".html")) {
                    String text = Files.readString(file).strip();
                    if (!text.endsWith("}") && !text.endsWith("</html>")) {
                        halves.add(file + " ends early");
                    }
                } else if (name.endsWith(".draft")) {
                    halves.add(file + " was left");
                }
            } catch (InvalidFile e) {
                halves.add(e.getMessage());
            }
        }
        return halves;
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
