package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.Shape;

/// The published files, where a data directory is named: sizes, first labels, samples per class and the sum of all
/// stored values, counted by a script of its own.
@EnabledIfEnvironmentVariable(named = DataRoot.VARIABLE, matches = ".+")
class PublishedFilesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mnist | train | 1 28 28 | 255 | 5041921314 | 5923 6742 5958 6131 5842 5421 5918 6265 5851 5949 | 1567298545
                    mnist | test | 1 28 28 | 255 | 7210414959 | 980 1135 1032 1010 982 892 958 1028 974 1009 | 264923200
                    fashion-mnist | train | 1 28 28 | 255 | 9003027255 | 6000 6000 6000 6000 6000 6000 6000 6000 6000 6000 | 3431114169
                    fashion-mnist | test | 1 28 28 | 255 | 9211614657 | 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 | 573469082
                    cifar10 | train | 3 32 32 | 255 | 6994112783 | 5000 5000 5000 5000 5000 5000 5000 5000 5000 5000 | 18540682003
                    cifar10 | test | 3 32 32 | 255 | 3880661631 | 1000 1000 1000 1000 1000 1000 1000 1000 1000 1000 | 3733375634
                    digits | train | 1 8 8 | 16 | 0074625508 | 376 389 380 389 387 376 377 387 380 382 | 1204758
                    digits | test | 1 8 8 | 16 | 0123456789 | 178 182 177 183 181 182 181 179 174 180 | 561718
                    """)
    void holdWhatTheirAuthorsPublished(
            String source, String set, String shape, int white, String firstLabels, String perClass, long sum)
            throws IOException {
        DataSource.Opened opened = DataSource.catalog().parse(source).open(Optional.empty());
        Dataset data = set.equals("train") ? opened.train() : opened.test();
        int[] counts = new int[10];
        long total = 0;
        StringBuilder first = new StringBuilder();
        float[] sample = new float[data.sample().elements()];
        for (int i = 0; i < data.size(); i++) {
            int label = data.read(i, sample);
            counts[label]++;
            first.append(i < 10 ? label : "");
            for (float value : sample) {
                total += Math.round(value * white);
            }
        }
        assertThat(data.sample()).isEqualTo(Shape.of(numbers(shape)));
        assertThat(first).hasToString(firstLabels);
        assertThat(counts).containsExactly(numbers(perClass));
        assertThat(total).isEqualTo(sum);
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
