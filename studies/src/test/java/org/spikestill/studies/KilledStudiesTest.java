package org.spikestill.studies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// Studies whose process is killed in the middle of a step, and once more when a step has just ended, end in the same bytes as
/// one that is left alone.
class KilledStudiesTest {
    /// Steps whose results are times.
    private static final Set<String> TIMES = Set.of("steps/speed.json");

    @TempDir
    private Path folder;

    /// @param middle line of progress at which the process ends
    /// @param last step after which it ends again
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multigrade        | grade-2, 20                   | grade-2
            binary-activation | trained, epoch 2 of 3, 12     | trained
            sparse-gates      | gated, epoch 2 of 3, 12       | pruned
            multiplex         | layer, epoch 1 of 2           | codes
            side-channel      | steps/weight-by-power.json    | threshold-by-power
            """)
    void killedRunsEndInTheSameBytes(String name, String middle, String last) throws Exception {
        Path whole = folder.resolve("whole");
        Studies.run(KilledStudy.small(name), whole);
        Path cut = folder.resolve("cut");
        for (String moment : new String[] {middle, "steps/" + last + ".json"}) {
            assertThat(KilledStudy.kill(name, cut, moment)).as(moment).isEqualTo(KilledStudy.KILLED);
            assertThat(cut.resolve(RunFolder.SUMMARY)).doesNotExist();
        }
        assertThat(files(cut)).hasSizeLessThan(files(whole).size());
        Studies.resume(cut);
        assertThat(files(cut)).isEqualTo(files(whole));
        for (String file : files(whole)) {
            if (file.endsWith(".safetensors")) {
                assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
            } else if (!TIMES.contains(file)) {
                assertThat(result(cut.resolve(file))).as(file).isEqualTo(result(whole.resolve(file)));
            }
        }
    }

    private static Set<String> files(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            Set<String> found = new TreeSet<>();
            files.map(each -> place.relativize(each).toString())
                    .filter(each -> each.endsWith(".safetensors") || each.startsWith("steps/"))
                    .forEach(found::add);
            return found;
        }
    }

    /// A step's entry without the seconds it took.
    private static String result(Path step) throws IOException {
        JsonNode entry = Settings.fromJson(Files.readString(step), step.toString());
        return entry.get("key") + " " + entry.get("models") + " " + entry.get("result");
    }
}
