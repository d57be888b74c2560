package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterInputStream;
import org.junit.jupiter.api.Test;

/// What a device takes to run a model: these modules and the libraries they need.
class SizeTest {
    private static final long MOST_BYTES = 4_000_000;

    /// Libraries that are here for the tests only. Anything else on the class path counts, so that a new dependency does.
    private static final String OF_TESTS =
            "(junit|opentest4j|apiguardian|jspecify|assertj|byte-buddy|surefire|open-test-reporting|common-).*";

    @Test
    void everythingThatIsDeployedTakesFourMegabytesAtMost() {
        Map<String, Long> bytes = Stream.of(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .filter(path -> !path.getFileName().toString().matches(OF_TESTS))
                .filter(path -> !path.getFileName().toString().equals("test-classes"))
                .collect(Collectors.toMap(Path::toString, SizeTest::bytes));
        assertThat(bytes.keySet()).anyMatch(path -> path.contains("jackson-databind"));
        assertThat(bytes.values().stream().mapToLong(Long::longValue).sum())
                .as("%s", bytes)
                .isBetween(1_000_000L, MOST_BYTES);
    }

    /// Of a jar as it is, of a folder of classes as in the jar that it becomes.
    private static long bytes(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return Files.isDirectory(path)
                    ? files.filter(Files::isRegularFile)
                            .mapToLong(SizeTest::compressed)
                            .sum()
                    : Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long compressed(Path file) {
        try (InputStream in = new DeflaterInputStream(Files.newInputStream(file))) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
