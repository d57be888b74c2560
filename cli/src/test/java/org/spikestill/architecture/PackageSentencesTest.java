package org.spikestill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every package begins with a sentence about its content.
class PackageSentencesTest {
    /// Packages of other projects that a class of ours stands in for.
    private static final String OTHERS = "com/palantir";

    static Stream<String> modules() {
        return Stream.concat(Project.ARROWS.keySet().stream(), Stream.of("bench", "format", "processor"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageHasASentence(String module) throws IOException {
        Set<Path> packages = Project.sources(module, "src/main/java").stream()
                .filter(file ->
                        !file.endsWith("module-info.java") && !file.toString().contains(OTHERS))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path each : packages) {
            Path sentence = each.resolve("package-info.java");
            assertThat(sentence).as("the sentence about a package").exists();
            assertThat(Files.readString(sentence)).as(sentence.toString()).matches("(?s)/// \\p{Lu}[^\\n]{20,}.*");
        }
    }
}
