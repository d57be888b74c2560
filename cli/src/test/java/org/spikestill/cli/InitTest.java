package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Affine;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Cutmix;
import org.spikestill.data.Mixup;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.settings.Settings;

class InitTest {
    private static final int SIDE = 16;
    private static final int PICTURES = 20;

    @TempDir
    private Path folder;

    /// Bright and dark noise, a class each.
    private Path pictures() throws IOException {
        Random random = new Random(1);
        Path photos = folder.resolve("my photos");
        for (String name : List.of("bright", "dark")) {
            Path place = Files.createDirectories(photos.resolve(name));
            for (int i = 0; i < PICTURES; i++) {
                BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    int value = random.nextInt(100) + (name.equals("bright") ? 150 : 0);
                    picture.getRaster().setSample(pixel % SIDE, pixel / SIDE, 0, value);
                }
                ImageIO.write(picture, "png", place.resolve(i + ".png").toFile());
            }
        }
        return photos;
    }

    /// The shortest run.
    private static void converts(String option, Path value, Path run) {
        Outcome.of(
                        "distill",
                        option,
                        value,
                        "--out",
                        run,
                        "--method=conversion",
                        "--student-ticks=2",
                        "--ann-training-epochs=1")
                .done();
        assertThat(run.resolve("report.html")).isRegularFile();
    }

    @Test
    void theRecipeOfAFolderOfPicturesRuns() throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        String said = Outcome.of("init", "--data", pictures(), "--out", recipe).done();

        assertThat(said).contains("./spikestill distill --recipe " + recipe);
        assertThat(Files.readString(recipe))
                .contains("[3, 16, 16], 2 classes.", "\nstudent:\n", "\n  ticks: 8\n", "\n  #neuron: \"lif\"\n")
                .contains("  # time steps T, ≥ 1\n");
        DistillSettings settings = Settings.readDocument(DistillSettings.class, recipe);
        Augmentation slight = new Affine(6, 1, 0.06f);
        // 29 samples in batches of 7: 4 updates an epoch
        assertThat(settings.teacher().training().batch()).contains(7);
        assertThat(settings.teacher().training().epochs()).contains(500);
        assertThat(settings.teacher().training().augmentation()).contains(new Mixup(slight, 1));
        assertThat(settings.ann().training().epochs()).contains(1500);
        assertThat(settings.ann().training().augmentation()).contains(new Cutmix(slight, 1));
        assertThat(settings.student().training().epochs()).contains(75);
        Path run = folder.resolve("run");
        converts("--recipe", recipe, run);
        assertThat(Files.readString(run.resolve(RunLog.NAME))).contains("Z ann, epoch 1 of 1: loss ");
    }

    /// Batches of 64 would find 29 samples only.
    @Test
    void aFolderOfFewPicturesNeedsNoRecipe() throws IOException {
        Path run = folder.resolve("run");
        converts("--data", pictures(), run);
    }

    /// The marks taken away, every line is a setting with the value it has.
    @Test
    void linesBehindAMarkAreTheDefaults() throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Outcome.of("init", "--data", "strokes", "--out", recipe).done();
        Path unmarked = Files.writeString(
                folder.resolve("unmarked.yaml"), Files.readString(recipe).replaceAll("(?m)^( *)#(?! )", "$1"));

        DistillSettings settings = Settings.readDocument(DistillSettings.class, recipe);
        assertThat(Settings.readDocument(DistillSettings.class, unmarked)).isEqualTo(settings);
        assertThat(settings.ann().training().augmentation().orElseThrow()).isInstanceOf(Cutmix.class);
        assertThat(Settings.flags(settings).stream().map(flag -> flag.name()))
                .hasSameSizeAs(Files.readAllLines(unmarked).stream()
                        .filter(line -> line.matches("\\s*\\w+: .+"))
                        .toList());
    }

    @Test
    void aRecipeThatIsThereIsKept() throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "method: lasnn\n");
        Outcome.of("init", "--data", "strokes", "--out", recipe)
                .refused(recipe, "is there already: name another file with --out, or remove it");
        assertThat(recipe).hasContent("method: lasnn\n");
    }

    @Test
    void samplesWithoutLabelsNeedATeacher() throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        assertThat(Outcome.of("init", "--data", "unlabelled:data=strokes", "--out", recipe)
                        .err())
                .contains("have no labels: name a trained teacher");
        assertThat(recipe).doesNotExist();
    }
}
