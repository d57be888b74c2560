package org.spikestill.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

class FramesTest {
    /// Four frames of two channels of one pixel.
    private static final float[] FILM = {1, 10, 2, 20, 3, 30, 5, 50};

    private static final Frames FRAMES = new Frames(4);

    private static float[] at(int tick, int ticks) {
        float[] out = {Float.NaN, Float.NaN};
        FRAMES.encode(FILM, tick, ticks, 0, out);
        return out;
    }

    @Test
    void asManyTicksAsFramesTakeOneEach() {
        assertThat(at(0, 4)).containsExactly(1, 10);
        assertThat(at(1, 4)).containsExactly(2, 20);
        assertThat(at(3, 4)).containsExactly(5, 50);
    }

    @Test
    void fewerTicksTakeMeans() {
        assertThat(at(0, 2)).containsExactly(1.5f, 15);
        assertThat(at(1, 2)).containsExactly(4, 40);
        assertThat(at(0, 1)).containsExactly(2.75f, 27.5f);
    }

    @Test
    void moreTicksRepeatFrames() {
        assertThat(at(0, 8)).isEqualTo(at(1, 8)).containsExactly(1, 10);
        assertThat(at(7, 8)).containsExactly(5, 50);
    }

    /// Three ticks begin with frames 0, 1 and 2, the last takes two.
    @Test
    void ticksThatDoNotDivideTheFramesStillSeeEachOnce() {
        assertThat(at(0, 3)).containsExactly(1, 10);
        assertThat(at(1, 3)).containsExactly(2, 20);
        assertThat(at(2, 3)).containsExactly(4, 40);
    }

    @Test
    void aSampleWithOtherFramesIsRefused() {
        assertThat(FRAMES.frame(Shape.of(8, 5, 6))).isEqualTo(Shape.of(2, 5, 6));
        assertThatThrownBy(() -> FRAMES.frame(Shape.of(6, 5, 6)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(
                        "the encoder reads samples of 4 frames, and [6, 5, 6] is no map whose channels are a multiple of"
                                + " that: name as many frames as the data have");
    }
}
