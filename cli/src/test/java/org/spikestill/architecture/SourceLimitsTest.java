package org.spikestill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One idea per file and per method. Kernels are exempt from the limit on files: unrolled, they are long and still one idea.
class SourceLimitsTest {
    private static final int FILE_LINES = 300;
    private static final int METHOD_LINES = 16;

    private static final List<String> KERNELS =
            List.of("org/spikestill/runtime/kernel", "org/spikestill/lab/torch/kernel");

    static Stream<String> modules() {
        return Stream.concat(Project.ARROWS.keySet().stream(), Stream.of("bench", "format", "processor"));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void filesStayShort(String module) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Project.sources(module, "src/main/java")) {
            int lines = Files.readAllLines(file).size();
            boolean kernel = KERNELS.stream().anyMatch(each -> file.getParent().endsWith(each));
            if (lines > FILE_LINES && !kernel) {
                tooLong.add(Project.root().relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(tooLong)
                .as("main sources over %d lines: split each at its second idea", FILE_LINES)
                .isEmpty();
    }

    /// Nine methods of ten, from their first line to their closing brace.
    @Test
    void methodsStayShort() throws IOException {
        List<Path> sources = modules()
                .flatMap(module -> Project.sources(module, "src/main/java").stream())
                .toList();
        List<Long> lengths = lengths(sources).stream().sorted().toList();

        assertThat(lengths).hasSizeGreaterThan(1000);
        assertThat(lengths.get(lengths.size() * 9 / 10))
                .as("lines that nine of ten methods do not exceed")
                .isLessThanOrEqualTo(METHOD_LINES);
    }

    private static List<Long> lengths(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Long> lengths = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Lengths(unit, positions).scan(unit, lengths);
            }
        }
        return lengths;
    }

    /// Lines of each method with a body.
    private static final class Lengths extends TreeScanner<Void, List<Long>> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Lengths(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, List<Long> lengths) {
            if (method.getBody() != null) {
                LineMap lines = unit.getLineMap();
                long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                lengths.add(lines.getLineNumber(positions.getEndPosition(unit, method)) - first + 1);
            }
            return super.visitMethod(method, lengths);
        }
    }
}
