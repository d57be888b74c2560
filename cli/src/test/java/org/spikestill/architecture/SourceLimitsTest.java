package org.spikestill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One idea per file: no main source is longer than 400 lines.
class SourceLimitsTest {

    private static final int LINES = 400;

    static Stream<String> modules() {
        return Stream.concat(Project.MODULES.stream(), Stream.of("bench", "format"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void filesStayShort(String module) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (var file : Project.sources(module, "src/main/java")) {
            var lines = Files.readAllLines(file).size();
            if (lines > LINES) tooLong.add(Project.root().relativize(file) + " has " + lines + " lines");
        }
        assertThat(tooLong)
                .as("main sources over %d lines: split each at its second idea", LINES)
                .isEmpty();
    }
}
