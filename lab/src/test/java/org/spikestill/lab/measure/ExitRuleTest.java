package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.report.result.EarlyExit;

class ExitRuleTest {
    /// Every tick adds (1, 0) to the logits: confidence grows with the sum.
    @ParameterizedTest
    @CsvSource({
        "confidence=0.9, 0.731059, 0.880797, 0.952574",
        "margin=0.9, 0.462117, 0.761594, 0.905148",
        "entropy=0.7, 0.160058, 0.472935, 0.724640"
    })
    void surenessGrowsWithTheSum(String spec, double first, double second, double third) {
        ExitRule rule = ExitRule.parse(spec);
        double[] wanted = {first, second, third};
        ExitTrace ticks = new ExitTrace(rule, 1, 5, false);
        for (int t = 0; t < 5; t++) {
            ticks.set(0, t, new float[] {t + 1, 0}, true);
            if (t < 3) {
                assertThat(rule.confidence(new float[] {t + 1, 0})).isEqualTo(wanted[t], within(1e-6));
            }
        }
        assertThat(ticks.at(rule.threshold()).averageTicks()).isEqualTo(3);
        assertThat(rule.spec()).isEqualTo(spec);
    }

    @Test
    void surenessGoesFromEqualSharesToOneClassAlone() {
        for (Class<? extends ExitRule> member : ExitRule.catalog().members()) {
            ExitRule rule = ExitRule.catalog().parse(member.getSimpleName().toLowerCase());
            double equal = rule.confidence(new float[] {7, 7, 7, 7});
            assertThat(equal).isEqualTo(rule instanceof Confidence ? 0.25 : 0, within(1e-12));
            assertThat(rule.confidence(new float[] {-2000, 0, 2000, 0})).isEqualTo(1, within(1e-12));
            assertThat(rule.at(0.25f).threshold()).isEqualTo(0.25f);
        }
    }

    @Test
    void equalityGoesOn() {
        ExitTrace ticks = new ExitTrace(new Confidence(), 1, 3, false);
        for (int t = 0; t < 3; t++) {
            ticks.set(0, t, new float[] {0, 0}, true);
        }
        assertThat(ticks.at(0.5f).averageTicks()).isEqualTo(3);
        assertThat(ticks.at(0.49f).averageTicks()).isEqualTo(1);
    }

    /// Four samples over three ticks, sure by 0.88 after each tick of (2, 0) and by 0.5 of (0, 0).
    private static ExitTrace fourSamples() {
        float[] sure = {2, 0};
        float[] unsure = {0, 0};
        ExitTrace ticks = new ExitTrace(new Confidence(), 4, 3, true);
        float[][][] logits = {{sure, sure, sure}, {unsure, sure, sure}, {unsure, unsure, sure}, {unsure, unsure, unsure}
        };
        boolean[][] right = {{false, true, true}, {false, true, true}, {false, true, false}, {false, false, true}};
        for (int i = 0; i < 4; i++) {
            for (int t = 0; t < 3; t++) {
                ticks.set(i, t, logits[i][t], right[i][t]);
                ticks.count(i, t, 10 * (t + 1), 100 * (t + 1));
            }
        }
        return ticks;
    }

    @Test
    void theFiguresAreMeansOverSamplesAtTheTickTheyStop() {
        EarlyExit exit = fourSamples().at(0.8f);
        assertThat(exit.rule()).isEqualTo("confidence=0.8");
        assertThat(exit.share()).isEqualTo(List.of(0.25, 0.25, 0.5));
        assertThat(exit.averageTicks()).isEqualTo(2.25);
        assertThat(exit.accuracy()).isEqualTo(0.5); // samples 2 and 4
        assertThat(exit.spikesPerSample()).contains(22.5);
        assertThat(exit.addsPerSample()).contains(225.0);
    }

    /// All ticks are right three times in four; stopping at 0.8 twice, at 0.4 never. One lost of four is 1/4 + 2·√(3/64) at most.
    @Test
    void theFewestTicksWithinTheLossAreChosen() {
        ExitTrace ticks = fourSamples();
        assertThat(ticks.choose(0.684).threshold()).isEqualTo(0.5f);
        assertThat(ticks.at(ticks.choose(0.684).threshold()).averageTicks()).isEqualTo(2.25);
        assertThat(ticks.at(ticks.choose(0.682).threshold()).averageTicks())
                .as("a loss of a quarter that may well be more")
                .isEqualTo(3);
        assertThat(ticks.choose(1.184).threshold())
                .as("3/4 + 2·√(3/64) at most")
                .isEqualTo(0);
        assertThat(ticks.at(ticks.choose(0).threshold()).averageTicks())
                .as("all ticks, where anything less loses")
                .isEqualTo(3);
    }

    @Test
    void aThresholdOutOfRangeIsRefused() {
        assertThatThrownBy(() -> ExitRule.parse("confidence=1.5"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageEndingWith("threshold is 1.5: it must lie in [0.0, 1.0]");
    }
}
