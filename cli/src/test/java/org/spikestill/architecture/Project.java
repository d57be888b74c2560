package org.spikestill.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The project as the architecture tests see it: its compiled classes and its source files.
final class Project {

    /// The modules that each module may use, from the ground up.
    static final SequencedMap<String, List<String>> ARROWS = arrows();

    private static SequencedMap<String, List<String>> arrows() {
        SequencedMap<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("model", List.of());
        arrows.put("runtime", List.of("model"));
        arrows.put("data", List.of("model"));
        arrows.put("report", List.of("model"));
        arrows.put("export", List.of("model", "runtime"));
        arrows.put("lab", List.of("model", "runtime", "data", "report", "export"));
        arrows.put("studies", List.of("model", "runtime", "data", "report", "lab"));
        arrows.put("cli", List.of("model", "runtime", "data", "report", "export", "lab", "studies"));
        return Collections.unmodifiableSequencedMap(arrows);
    }

    private Project() {}

    /// Main classes of every module this one can see, which is every one but the benchmarks.
    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.spikestill");
    }

    /// The directory that holds the Maven wrapper, from wherever the tests were started.
    static Path root() {
        var directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no mvnw in " + Path.of("").toAbsolutePath() + " nor above it");
            }
        }
        return directory;
    }

    /// Java files under a module's directory, say `src/main/java`.
    static List<Path> sources(String module, String under) {
        var directory = root().resolve(module).resolve(under);
        if (!Files.isDirectory(directory)) return List.of();
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
