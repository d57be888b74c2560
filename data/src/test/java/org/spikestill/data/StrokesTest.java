package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Shape;

class StrokesTest {
    private static DataSource.Opened open(Strokes strokes) throws IOException {
        return strokes.open(Optional.empty());
    }

    /// Stored models name their data by digest: whoever changes the generator gives its digits a new name.
    @Test
    void everyMachineDrawsTheSame() throws IOException {
        DataSource.Opened opened = open(new Strokes(200, 20, 28, 1));
        assertThat(opened.train().digest())
                .isEqualTo("ad0faab72f144f4f2e9f8766fbecd69fd9e871efb6f87acebcf3596df17625be");
        assertThat(opened.test().digest())
                .isEqualTo("8b0d048487f18bb6d2f93db7ac85aec1ded5875335beb46bdc8529d64c0300cf");
    }

    @Test
    void moreSamplesLeaveTheFirstAsTheyWere() throws IOException {
        DataSource.Opened few = open(new Strokes(20, 10, 16, 7));
        DataSource.Opened many = open(new Strokes(40, 10, 16, 7));
        for (int i = 0; i < 20; i++) {
            assertThat(Fixtures.read(many.train(), i)).containsExactly(Fixtures.read(few.train(), i));
        }
        assertThat(many.test().digest()).isEqualTo(few.test().digest());
    }

    @Test
    void trainingTestAndOtherSeedsShareNoSample() throws IOException {
        DataSource.Opened one = open(new Strokes(10, 10, 16, 1));
        DataSource.Opened other = open(new Strokes(10, 10, 16, 2));
        for (int i = 0; i < 10; i++) {
            assertThat(Fixtures.read(one.train(), i))
                    .isNotEqualTo(Fixtures.read(one.test(), i))
                    .isNotEqualTo(Fixtures.read(other.train(), i));
        }
    }

    @Test
    void classesTakeTurns() throws IOException {
        Dataset train = open(new Strokes(25, 1, 12, 1)).train();
        assertThat(train.sample()).isEqualTo(Shape.of(1, 12, 12));
        for (int i = 0; i < 25; i++) {
            assertThat(train.label(i)).isEqualTo(i % 10);
        }
    }

    /// Share of test digits that the nearest mean of a class, the plainest classifier there is, gets right.
    /// Guessing has 0.1; on MNIST this classifier has 0.82.
    @Test
    void digitsLookLikeTheirClassButNotTooMuch() throws IOException {
        DataSource.Opened opened = open(new Strokes(2000, 500, 28, 3));
        int elements = opened.train().sample().elements();
        double[][] means = new double[10][elements];
        float[] sample = new float[elements];
        for (int i = 0; i < 2000; i++) {
            int label = opened.train().read(i, sample);
            for (int pixel = 0; pixel < elements; pixel++) {
                means[label][pixel] += sample[pixel] / 200.0;
            }
        }
        int right = 0;
        for (int i = 0; i < 500; i++) {
            int label = opened.test().read(i, sample);
            right += nearest(means, sample) == label ? 1 : 0;
        }
        assertThat(right / 500.0).isBetween(0.5, 0.9);
    }

    private static int nearest(double[][] means, float[] sample) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int label = 0; label < means.length; label++) {
            double distance = 0;
            for (int pixel = 0; pixel < sample.length; pixel++) {
                double difference = means[label][pixel] - sample[pixel];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = label;
            }
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 28, 64})
    void theDigitStandsInsideItsImageAtAnySize(int size) throws IOException {
        Dataset train = open(new Strokes(100, 1, size, 1)).train();
        double border = 0;
        double total = 0;
        for (int i = 0; i < train.size(); i++) {
            float[] sample = Fixtures.read(train, i);
            for (int pixel = 0; pixel < sample.length; pixel++) {
                int row = pixel / size;
                int column = pixel % size;
                double ink = sample[pixel] > 0.4 ? sample[pixel] : 0; // above the grain
                total += ink;
                border += Math.min(Math.min(row, column), size - 1 - Math.max(row, column)) == 0 ? ink : 0;
            }
        }
        assertThat(total / 100 / size / size).as("share of ink").isBetween(0.05, 0.2);
        assertThat(border / total).as("share of the ink at the border").isLessThan(0.02);
    }

    @Test
    void aStraightPenStrokeCoversWhatItsEquationSays() {
        var paper = new Raster(8);
        paper.draw(new float[] {2, 4.5f, 6, 4.5f}, 1, 2); // along the centres of row 4, from x = 2 to 6
        assertThat(paper.ink(4 * 8 + 3)).isEqualTo(1); // distance 0: ½ + 1/2
        assertThat(paper.ink(3 * 8 + 3)).isEqualTo(0.5f); // distance 1: ½
        assertThat(paper.ink(2 * 8 + 3)).isZero(); // distance 2: ½ − ½
        assertThat(paper.ink(4 * 8 + 6)).isEqualTo(0.75f); // half a pixel beyond the end
        paper.draw(new float[] {2, 4.5f, 6, 4.5f}, 1, 2);
        assertThat(paper.ink(3 * 8 + 3)).isEqualTo(0.5f); // drawn over, not darker
        paper.draw(new float[] {-20, -20, 20, 20.5f, 20, 20.5f}, 1, 2); // beyond the paper, and a piece without length
    }

    @Test
    void curvesRunThroughTheirPoints() {
        for (int digit = 0; digit < Glyphs.digits(); digit++) {
            for (int form = 0; form < Glyphs.forms(digit); form++) {
                for (float[] stroke : Glyphs.strokes(digit, form)) {
                    for (float coordinate : stroke) {
                        assertThat(coordinate)
                                .as("digit %d, form %d", digit, form)
                                .isBetween(0f, 1f);
                    }
                }
            }
        }
        float[] oval = Glyphs.strokes(0, 0)[0];
        assertThat(oval).startsWith(0.5f, 0.05f).endsWith(0.5f, 0.05f);
        assertThat(oval[12]).isEqualTo(0.35f); // the second point, six pieces on
        assertThat(oval[13]).isEqualTo(0.11f);
        assertThat(oval[3]).isEqualTo(oval[oval.length - 3]); // closed smoothly: as level before the joint as after
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new Strokes(0, 1, 28, 1))
                .hasMessage("train is 0: it must be a whole number from 1 to 1048576");
        assertThatThrownBy(() -> new Strokes(1, 1, 11, 1))
                .hasMessage("size is 11: it must be a whole number from 12 to 128");
        assertThatThrownBy(() -> new Strokes(100_000, 1, 128, 1))
                .hasMessage("train and test are 100000 and 1 at size 128: at most 65536 samples of that size fit");
    }
}
