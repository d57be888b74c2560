package org.spikestill.studies.multigrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.experiment.Store;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.DenseNet;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Picture;
import org.spikestill.report.result.Epoch;

class MultigradeTest {
    private static final Map<String, String> SMALL = Map.of(
            "problem", "oscillation:terms=3,spacing=2,points=300",
            "hidden", "[32,32]",
            "epochs", "40",
            "grades", "3",
            "batch", "50",
            "learning-rate", "0.003");

    @TempDir
    Path place;

    private static Multigrade small() {
        return Settings.with(new Multigrade(), SMALL);
    }

    private static Multigrade with(Multigrade study, String setting, String value) {
        return Settings.with(study, Map.of(setting, value));
    }

    private Path run(Multigrade study, String name, CancellationToken cancellation) throws IOException {
        Path at = place.resolve(name);
        try (DataSplits data = study.run().open(Optional.empty());
                RunFolder folder = RunFolder.create(at, ExperimentRun.write(study))) {
            ExperimentRun.run(study, folder, data, Progress.silent(), cancellation);
        }
        return at;
    }

    private static Grade grade(Path folder, String name) {
        Path file = folder.resolve("steps").resolve(name + ".json");
        Grade.Figures figures = Settings.read(
                        Grade.Stored.class,
                        Settings.readJson(Store.Entry.class, file).result(),
                        "result")
                .figures();
        var blocks = Tensors.read(folder.resolve(name + ".safetensors"), Arena.ofAuto())
                .blocks();
        Layers layers = Layers.of(figures.shape(), figures.softmax(), blocks, "");
        return new Grade(figures, Optional.of(layers), Optional.empty());
    }

    private static float[] parameters(Grade grade) {
        return grade.layers().orElseThrow().parameters().toFloats();
    }

    @Test
    void everyKeptGradeLowersTheTrainingErrorAndTheReportShowsErrorsAndSpectra() throws IOException {
        Path folder = run(small(), "run", new CancellationToken());
        Grade first = grade(folder, "grade-1");
        Grade last = first;
        for (String name : List.of("grade-2", "grade-3")) {
            Grade next = grade(folder, name);
            if (next.kept()) {
                assertThat(next.train().relativeSquared())
                        .isLessThan(last.train().relativeSquared());
                last = next;
            }
        }
        assertThat(last).isNotSameAs(first);
        assertThat(folder.resolve("report.html")).content().contains("Spectrum of the residual", "Error by grade");
    }

    @Test
    void oneGradeEqualsPlainTraining() throws IOException {
        Multigrade study = with(small(), "grades", "1");
        Grade grade = grade(run(study, "one", new CancellationToken()), "grade-1");
        Points train =
                ((Oscillation) study.problem()).pose(null, study.run().root()).train();
        float[] initial = grade.figures().shape().initial(Seed.of(1).split("initial"));
        try (DenseNet net = new DenseNet(grade.figures().shape(), DenseNet.State.initial(initial))) {
            long step = 0;
            for (int epoch = 0; epoch < study.epochs(); epoch++) {
                int[] order = Seed.of(1).split("order").split(epoch).permutation(train.size());
                double factor = Math.pow(1e-4f / (double) 0.003f, (double) epoch / study.epochs());
                for (int from = 0; from < order.length; from += 50) {
                    Points batch = train.select(Arrays.copyOfRange(order, from, from + 50));
                    net.update(
                            batch.x(),
                            outputs -> {
                                float[] gradient = new float[50];
                                for (int i = 0; i < 50; i++) {
                                    gradient[i] = (outputs[i] - batch.y()[i]) * (1f / 50);
                                }
                                return gradient;
                            },
                            new Adam().withLearningRate(0.003f),
                            ++step,
                            factor);
                }
            }
            assertThat(net.state().values()).isEqualTo(parameters(grade));
        }
        Grade single = grade(place.resolve("one"), "single");
        assertThat(parameters(single)).isEqualTo(parameters(grade)); // the single net of one grade is the grade
    }

    @Test
    void singleNetTrainsForItsOwnEpochs() throws IOException {
        Multigrade three = with(with(small(), "grades", "1"), "epochs", "3");
        Grade single = grade(
                run(with(with(small(), "grades", "1"), "single-epochs", "3"), "own", new CancellationToken()),
                "single");
        Grade grade = grade(run(three, "grade", new CancellationToken()), "grade-1");
        assertThat(small().epochs()).isNotEqualTo(3);
        assertThat(parameters(single)).isEqualTo(parameters(grade));
    }

    @Test
    void laterGradesLeaveEarlierOnesAndTheirFeaturesAsTheyAre() throws IOException {
        Grade alone = grade(run(with(small(), "grades", "1"), "short", new CancellationToken()), "grade-1");
        Grade below = grade(run(with(small(), "single", "false"), "long", new CancellationToken()), "grade-1");
        float[] x = Points.grid(100, 0, 1);
        assertThat(parameters(below)).isEqualTo(parameters(alone));
        assertThat(GradeStack.none(x, 100, 1).plus(below.layers().orElseThrow()).features())
                .isEqualTo(GradeStack.none(x, 100, 1)
                        .plus(alone.layers().orElseThrow())
                        .features());
    }

    @Test
    void cancelledRunsResumeToTheSameBytes() throws IOException {
        Path whole = run(small(), "whole", new CancellationToken());
        CancellationToken stop = new CancellationToken();
        Path cut = place.resolve("cut");
        try (DataSplits data = small().run().open(Optional.empty());
                RunFolder folder = RunFolder.create(cut, ExperimentRun.write(small()))) {
            Progress afterSome = new Progress() {
                @Override
                public void say(String line) {}

                @Override
                public void advance(Advance advance) {
                    if (advance.what().equals("grade-2") && advance.done() == 20) {
                        stop.cancel();
                    }
                }

                @Override
                public void epoch(Epoch figures, int of) {}
            };
            assertThatThrownBy(() -> ExperimentRun.run(small(), folder, data, afterSome, stop))
                    .isInstanceOf(CancellationToken.Cancelled.class);
        }
        try (RunFolder folder = RunFolder.resume(cut);
                DataSplits data = small().run().open(Optional.empty())) {
            ExperimentRun.run(ExperimentRun.read(folder), folder, data, Progress.silent(), new CancellationToken());
        }
        for (String name : List.of("grade-1", "grade-2", "grade-3", "single")) {
            assertThat(cut.resolve(name + ".safetensors")).hasSameBinaryContentAs(whole.resolve(name + ".safetensors"));
        }
        assertThat(cut.resolve("summary.json")).hasSameBinaryContentAs(whole.resolve("summary.json"));
    }

    @Test
    void pointsOfAUserAreLearntAndTheStoredModelPredicts() throws IOException {
        StringBuilder csv = new StringBuilder("x,unused,y\n");
        for (int i = 0; i < 200; i++) {
            csv.append("%s,7,%s\n".formatted(i / 200.0, i / 100.0 - 1));
        }
        Path file = Files.writeString(place.resolve("points.csv"), csv.toString());
        Multigrade study = with(with(small(), "points", file.toString()), "single", "false");
        float[] predicted = MultigradeModel.load(run(study, "points", new CancellationToken()))
                .predict(new float[] {0.25f, 0.7525f});
        assertThat(predicted[0]).isCloseTo(-0.5f, within(0.05f));
        assertThat(predicted[1]).isCloseTo(0.505f, within(0.05f));
        Path asked = Files.writeString(place.resolve("new.csv"), "name,x\n1,0.25\n2,0.7525\n");
        MultigradeModel model = MultigradeModel.load(place.resolve("points/model.safetensors"));
        assertThat(model.predict(asked).csv())
                .isEqualTo("x,y\n0.25,%s\n0.7525,%s\n".formatted(predicted[0], predicted[1]));
        assertThatThrownBy(() -> model.picture(8))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("no colours of pixels: name points instead");
    }

    /// The widths of a damaged file promise more than its arrays hold.
    @Test
    void aModelFileWhoseArraysDoNotFitItsWidthsIsRefused() {
        String form = "{\"grades\":[{\"shape\":{\"widths\":[1,1000000,1],\"activation\":\"relu\"},\"softmax\":false}],"
                + "\"from\":[\"x\"],\"to\":[\"y\"]}";
        Tensors stored = new Tensors(
                Map.of("grade1.layer1.weight", Block.filled(Shape.of(4, 1), 0)),
                Map.of("format", "spikestill-multigrade", "form", form));
        Path file = place.resolve("bad.safetensors");
        stored.write(file);
        assertThatThrownBy(() -> MultigradeModel.load(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("'grade1.layer1.weight' is [4, 1], wanted [1000000, 1]");
    }

    @Test
    void aLearntPictureIsDrawnAtAnySize() throws IOException {
        Path file = place.resolve("picture.png");
        Files.write(
                file, Picture.of(32, 32, (row, column) -> 0x800000 + 4 * row).png());
        Multigrade study = with(with(with(small(), "image", file.toString()), "single", "false"), "grades", "1");
        Path folder = run(study, "picture", new CancellationToken());
        byte[] png = MultigradeModel.load(folder).picture(40).png();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(40);
        assertThat(folder.resolve("report.html")).content().contains("Pictures after each grade");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "x,y\n0,1\n1,red"          | line 3, column 'y' is 'red': wanted a number
            "x,y\n0,1\n1,NaN"          | line 3, column 'y' is NaN: wanted a finite number
            "x,z\n0,1\n1,2"            | has no column 'y': it has x, z
            "x,y\n0,1"                 | has 1 points, wanted 10 or more
            "x,y\n0,1\n0,2"            | lines 2 and 3 have one point with different values
            "x,y\n0,1\n0"              | line 3 has 1 values, the first line names 2 columns
            """)
    void csvFilesThatCannotBeUsedAreRefusedBeforeTraining(String text, String words) throws IOException {
        Path file = Files.writeString(place.resolve("bad.csv"), text.replace("\\n", "\n"));
        assertThatThrownBy(() -> run(with(small(), "points", file.toString()), "bad", new CancellationToken()))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oscillation:points=300",
                "fredholm:partsPerWavenumber=0.1",
                "helmholtz:grid=50",
            })
    void gridsThatCannotCarryAFrequencyAreRefused(String problem) {
        assertThatThrownBy(() -> with(new Multigrade(), "problem", problem))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageMatching("(?s).*(above|raise).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GAUSS", "OSCILLATORY"})
    void theExactSolutionSatisfiesTheDiscreteFredholmEquation(String weights) {
        Fredholm problem = new Fredholm(20, 0.5f, 6, 1, Fredholm.Weights.valueOf(weights));
        Problem.Posed posed = problem.pose(null, Seed.of(1));
        float[] u = new float[posed.train().y().length];
        for (int i = 0; i < posed.train().size(); i++) {
            u[2 * i] = (float) Math.cos(20 * posed.train().x()[i]);
            u[2 * i + 1] = (float) Math.sin(20 * posed.train().x()[i]);
        }
        float[] f = posed.equation().orElseThrow().apply(u);
        for (int i = 0; i < f.length; i++) {
            assertThat(f[i]).isCloseTo(posed.train().y()[i], within(1e-4f));
        }
    }

    /// A wave of 20 radians per unit: sines that start at 1 learn it more slowly.
    @Test
    void firstWeightsAtTheFrequencyOfTheSolutionFindIt() throws IOException {
        Multigrade study = Settings.with(
                new Multigrade(),
                Map.of(
                        "problem", "fredholm:wavenumber=20,partsPerWavenumber=1",
                        "hidden", "[32,32]",
                        "epochs", "600",
                        "grades", "1",
                        "batch", "0",
                        "first-activation", "sin",
                        "single", "false",
                        "learning-rate", "0.01"));
        Grade slow = grade(run(study, "slow", new CancellationToken()), "grade-1");
        Grade fast = grade(run(with(study, "frequency", "10"), "fast", new CancellationToken()), "grade-1");
        assertThat(fast.test().relativeSquared())
                .isLessThan(slow.test().relativeSquared() / 5)
                .isLessThan(0.1);
    }

    @Test
    void gradesHaveWidthsAndEpochsOfTheirOwnAndTheSingleNetHasAllOfThem() throws IOException {
        Multigrade study = Settings.with(
                small(), Map.of("grades", "2", "grade-plans", "[{hidden=[8],epochs=3},{hidden=[16,4],epochs=5}]"));
        Path folder = run(study, "plans", new CancellationToken());
        assertThat(grade(folder, "grade-1").figures().shape().widths()).containsExactly(1, 8, 1);
        assertThat(grade(folder, "grade-2").figures().shape().widths()).containsExactly(8, 16, 4, 1);
        assertThat(grade(folder, "single").figures().shape().widths()).containsExactly(1, 8, 16, 4, 1);
        assertThatThrownBy(() -> with(study, "grades", "3"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("gradePlans holds 2, grades is 3: give each grade one, or none");
    }

    @Test
    void theTransposedEquationIsTheAdjoint() {
        LinearEquation equation = new LinearEquation(2, new double[] {1, 2, 3, 4});
        assertThat(equation.apply(new float[] {1, 10})).containsExactly(21, 43);
        assertThat(equation.transposed(new float[] {1, 10})).containsExactly(31, 42);
    }

    @Test
    void helmholtzSolutionsApproachTheExactOnes() {
        Points line = new Helmholtz(20, 1, 2000).pose(null, Seed.of(1)).train();
        Points square = new Helmholtz(5, 2, 60).pose(null, Seed.of(1)).train();
        for (int i = 0; i < line.size(); i += 100) {
            assertThat((double) line.y()[i]).isCloseTo(Math.sin(20 * line.x()[i]), within(2e-3));
        }
        double k = 5 / Math.sqrt(2);
        for (int i = 0; i < square.size(); i += 100) {
            double exact = Math.sin(k * square.x()[2 * i]) * Math.sin(k * square.x()[2 * i + 1]);
            assertThat((double) square.y()[i]).isCloseTo(exact, within(1e-2));
        }
    }

    @Test
    void aSineWaveHasItsPowerInItsBand() {
        float[] wave = new float[64];
        for (int i = 0; i < 64; i++) {
            wave[i] = (float) (3 * Math.sin(2 * Math.PI * 5 * i / 64));
        }
        List<Double> bands = Spectrum.of(wave, 1, 64);
        assertThat(bands.get(Spectrum.band(5))).isCloseTo(4.5, within(1e-5)); // amplitude² / 2
        assertThat(bands.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(4.5, within(1e-5));
    }

    @Test
    void gaussRulesIntegratePolynomialsOfTwiceTheirOrder() {
        Gauss rule = new Gauss(5);
        double sum = 0;
        double whole = 0;
        for (int i = 0; i < 5; i++) {
            sum += rule.weight(i, 0, 2) * Math.pow(rule.node(i, 0, 2), 9);
            whole += rule.lagrange(i, 0.3, 0, 2);
        }
        assertThat(sum).isCloseTo(102.4, within(1e-11));
        assertThat(whole).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifold:terms=2,points=200",
                "target:points=200",
                "target:function=nested,points=300",
                "helmholtz:wavenumber=6,grid=100",
                "helmholtz:wavenumber=4,grid=12,dimensions=2",
                "fredholm:wavenumber=3,partsPerWavenumber=3",
                "classification:source=strokes,limit=400",
                "mnist-regression:source=strokes",
            })
    void everyProblemRunsInASmallVersion(String problem) throws IOException {
        Multigrade study = with(with(with(small(), "problem", problem), "epochs", "10"), "grades", "2");
        Path folder = run(study, "small", new CancellationToken());
        assertThat(grade(folder, "grade-1").train().relativeSquared()).isBetween(0.0, 1.0);
        assertThat(parameters(grade(folder, "single"))).isNotEmpty();
    }
}
