package org.spikestill.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.settings.Flag;
import org.spikestill.model.settings.Settings;

/// Keys: every setting decides some step, and no step depends on what it does not use.
class KeysTest {
    private static final DistillSettings BASE = Settings.with(
            new DistillSettings(),
            Map.of(
                    "method", "lasnn",
                    "data", "strokes:train=160,test=40,size=16",
                    "student-architecture", "3conv2linear:width=0.05",
                    "teacher-architecture", "3conv2linear:width=0.05",
                    "teacher-training-batch", "16",
                    "ann-training-batch", "16",
                    "student-training-batch", "16"));

    /// Another value for every setting; a setting that is missing here fails the test.
    private static final Map<String, String> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("method", "label-kd");
        CHANGES.put("data", "strokes:train=160,test=41,size=16");
        CHANGES.put("teacher-architecture", "3conv2linear:width=0.1");
        CHANGES.put("teacher-file", ""); // see aNetworkFromAFileIsKnownByItsContent
        CHANGES.put("ann-file", "");
        CHANGES.put("ann-activation", "qcfs");
        CHANGES.put("ann-batch-norm", "true");
        CHANGES.put("ann-objective", "{loss=cross-entropy,weight=2}");
        CHANGES.put("conversion-method", "light-calibration");
        CHANGES.put("conversion-balance-quantile", "0.9");
        CHANGES.put("conversion-balance-scale", "0.5");
        CHANGES.put("conversion-balance-samples", "17");
        CHANGES.put("conversion-balance-ticks", "5");
        CHANGES.put("conversion-threshold-scales", "1,0.9");
        CHANGES.put("conversion-read-out", "ann");
        CHANGES.put("conversion-reference-ticks", "9");
        CHANGES.put("student-architecture", "3conv2linear:width=0.1");
        CHANGES.put("student-ticks", "3");
        CHANGES.put("student-encoder", "poisson");
        CHANGES.put("student-neuron", "lif:leak=0.9");
        CHANGES.put("student-start", "");
        CHANGES.put("teacher-files", ""); // these need files
        CHANGES.put("teacher-mean", "");
        CHANGES.put("teacher-std", "");
        CHANGES.put("student-twin", "false");
        CHANGES.put("train-limit", "100");
        CHANGES.put("label-noise", "0.1");
        CHANGES.put("objective", "{loss=cross-entropy}");
        CHANGES.put("pairs", "{teacher=relu1,student=spike1}");
        CHANGES.put("pairing", "depth");
        CHANGES.put("seed", "2");
        CHANGES.put("validation-share", "0.2");
        for (String training : new String[] {"teacher-training-", "ann-training-", "student-training-"}) {
            CHANGES.put(training + "epochs", "9");
            CHANGES.put(training + "batch", "8");
            CHANGES.put(training + "dropout", "0.2");
            CHANGES.put(training + "optimizer", "sgd");
            CHANGES.put(training + "schedule", "constant");
            CHANGES.put(training + "augmentation", "none");
            CHANGES.put(training + "augmented-copies", "3");
            CHANGES.put(training + "cache-megabytes", "77");
            CHANGES.put(training + "gradient", "bptt-checkpointed");
            CHANGES.put(training + "precision", "bfloat16");
        }
    }

    private static final Map<RunSettings, DataSplits> DATA = new HashMap<>();

    @AfterAll
    static void close() throws IOException {
        for (DataSplits data : DATA.values()) {
            data.close();
        }
    }

    private static Map<String, String> keys(DistillSettings settings) throws IOException {
        RunSettings run = settings.run();
        if (!DATA.containsKey(run)) {
            DATA.put(run, run.open(Optional.empty()));
        }
        return Plan.of(settings, DATA.get(run)).keys().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue));
    }

    @Test
    void everySettingChangesAKey() throws IOException {
        assertThat(Settings.flags(BASE).stream().map(Flag::name))
                .as("settings, and those changed here")
                .containsExactlyInAnyOrderElementsOf(CHANGES.keySet());
        Map<String, String> before = keys(BASE);
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            if (!change.getValue().isEmpty()) {
                assertThat(keys(Settings.with(BASE, Map.of(change.getKey(), change.getValue()))))
                        .as(change.toString())
                        .isNotEqualTo(before);
            }
        }
    }

    @Test
    void theSameSettingsHaveTheSameKeys() throws IOException {
        assertThat(keys(Settings.read(DistillSettings.class, Settings.write(BASE), "")))
                .isEqualTo(keys(BASE));
    }

    /// The teacher depends on the data, the seed and its own training; not on the student, the method or T.
    @Test
    void aStepDoesNotDependOnSettingsItDoesNotUse() throws IOException {
        Map<String, String> before = keys(BASE);
        for (String change : new String[] {
            "student-ticks=3",
            "student-architecture=3conv2linear:width=0.1",
            "student-training-epochs=9",
            "method=label-kd",
            "conversion-threshold-scales=1"
        }) {
            String[] parts = change.split("=", 2);
            Map<String, String> after = keys(Settings.with(BASE, Map.of(parts[0], parts[1])));
            assertThat(after.get("teacher")).as(change).isEqualTo(before.get("teacher"));
            assertThat(after.get("teacher-test")).as(change).isEqualTo(before.get("teacher-test"));
            assertThat(after.get("student")).as(change).isNotEqualTo(before.get("student"));
        }
        Map<String, String> longer = keys(Settings.with(BASE, Map.of("student-training-epochs", "9")));
        assertThat(longer.get("converted")).as("a conversion is shared").isEqualTo(before.get("converted"));
        Map<String, String> method = keys(Settings.with(BASE, Map.of("method", "hybrid")));
        assertThat(method.get("ann")).isEqualTo(before.get("ann"));
        assertThat(method).doesNotContainKey("teacher");
    }

    /// An ANN that learned from a teacher depends on that teacher, and so does all that comes of it.
    @Test
    void aKeyHoldsTheKeysOfItsInputs() throws IOException {
        DistillSettings taught =
                Settings.with(BASE, Map.of("ann-objective", "{loss=cross-entropy},{loss=soft-targets}"));
        Map<String, String> before = keys(taught);
        Map<String, String> after = keys(Settings.with(taught, Map.of("teacher-training-epochs", "9")));

        assertThat(before.keySet()).isEqualTo(after.keySet());
        before.forEach((name, key) -> {
            if (name.startsWith("untaught")) {
                assertThat(after.get(name)).as(name).isEqualTo(key);
            } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(key);
            }
        });
    }
}
