package org.spikestill.data;

import java.util.Arrays;
import java.util.List;

/// The ten digits in handwriting: the strokes of the usual forms of each.
///
/// A form is a list of strokes parted by `;`, a stroke a list of points `x,y` in a box 100 wide and 100 high, y
/// downwards. The pen runs smoothly through the points of a stroke; a corner is where one stroke ends and another
/// begins.
final class Glyphs {
    private static final List<List<String>> FORMS = List.of(
            List.of(
                    "50,5 35,11 24,27 20,50 24,72 35,89 50,95 65,89 76,72 80,50 76,27 65,11 50,5",
                    "60,8 44,7 30,22 23,45 24,70 34,90 50,95 66,87 76,66 77,42 70,20 56,7 42,10",
                    "50,5 40,13 34,30 32,52 36,76 43,90 51,95 60,88 66,72 68,50 65,28 59,12 50,5"),
            List.of(
                    "50,5 50,50 50,95", //
                    "32,26 52,6; 52,6 52,50 52,95",
                    "34,24 52,6; 52,6 52,94; 32,94 72,94"),
            List.of(
                    "22,26 32,10 52,5 72,14 74,34 58,58 38,78 22,92; 22,92 50,92 80,92",
                    "24,22 42,6 66,10 74,30 60,56 38,82 24,88 22,76 36,74 52,86 68,92 82,84",
                    "22,24 40,8 66,10 72,30 56,56 20,94; 20,94 48,88 64,94 82,88"),
            List.of(
                    "24,14 44,5 66,10 72,26 62,42 44,48; 44,48 66,54 76,70 68,88 46,95 24,86",
                    "24,8 50,8 74,8; 74,8 46,42; 46,42 68,48 77,66 70,86 48,95 24,86",
                    "26,16 46,6 68,14 66,34 48,46 42,50 48,50 70,58 74,78 56,94 34,94 22,84"),
            List.of(
                    "30,6 26,30 22,56; 22,56 50,58 82,54; 66,8 64,50 62,95",
                    "62,5 42,34 20,64; 20,64 52,64 84,64; 62,5 62,50 62,95",
                    "26,8 24,34 34,50 54,50 72,42; 74,6 70,50 66,95"),
            List.of(
                    "74,8 52,8 30,8; 30,8 26,44; 26,44 46,36 68,42 77,62 68,86 46,95 22,86",
                    "74,8 50,8 34,12 28,28 32,44 50,48 70,58 72,78 54,94 26,90",
                    "34,14 30,46; 30,46 52,38 72,50 74,72 58,92 26,92; 34,14 56,12 78,6"),
            List.of(
                    "64,6 42,22 26,48 22,72 34,92 54,95 72,84 74,66 60,54 42,58 26,72",
                    "52,5 38,30 28,58 28,82 46,95 66,86 66,68 50,60 32,70",
                    "72,10 50,10 30,32 22,62 32,88 54,94 74,82 72,62 54,52 34,60 24,72"),
            List.of(
                    "22,10 50,10 78,10; 78,10 60,46 46,95",
                    "22,12 50,11 78,10; 78,10 58,48 44,95; 34,50 72,50",
                    "22,24 24,10; 24,10 50,14 78,10; 78,10 64,36 54,62 50,95"),
            List.of(
                    "66,16 48,5 30,14 30,32 50,46 70,60 76,78 62,94 40,95 26,82 30,62 50,47 68,32 66,16",
                    "50,5 32,12 30,30 50,45 70,30 68,12 50,5; 50,45 26,58 24,82 50,95 76,82 74,58 50,45",
                    "72,14 52,6 34,16 36,36 56,52 72,70 66,90 46,95 30,84 34,64 54,46 68,28 74,12"),
            List.of(
                    "72,30 62,10 42,6 26,20 26,40 42,52 62,44 72,28; 72,28 72,60 66,95",
                    "74,20 54,6 32,14 26,34 40,50 60,44 74,22; 74,22 70,60 56,86 36,95",
                    "70,12 48,6 30,18 30,38 48,48 68,34 70,12; 70,12 70,50 70,95"));

    /// Straight pieces between two points of a curved stroke; at 28 pixels each is about half a pixel long.
    private static final int PIECES = 6;

    private static final float[][][][] POLYLINES = FORMS.stream()
            .map(forms -> forms.stream().map(Glyphs::polylines).toArray(float[][][]::new))
            .toArray(float[][][][]::new);

    private Glyphs() {}

    static int digits() {
        return POLYLINES.length;
    }

    static int forms(int digit) {
        return POLYLINES[digit].length;
    }

    /// The strokes of one form, each as x, y, x, y … in the box [0, 1]². Not to be written.
    static float[][] strokes(int digit, int form) {
        return POLYLINES[digit][form];
    }

    private static float[][] polylines(String form) {
        return Arrays.stream(form.split(";"))
                .map(String::strip)
                .map(stroke -> Arrays.stream(stroke.split("[ ,]"))
                        .map(Integer::valueOf)
                        .toList())
                .map(Glyphs::smooth)
                .toArray(float[][]::new);
    }

    /// A curve through all points of a stroke, as straight pieces (Catmull, Rom, Computer Aided Geometric Design,
    /// 1974).
    private static float[] smooth(List<Integer> stroke) {
        int spans = stroke.size() / 2 - 1;
        int pieces = spans == 1 ? 1 : PIECES;
        float[] line = new float[2 * (spans * pieces + 1)];
        for (int step = 0; step <= spans * pieces; step++) {
            int span = Math.min(step / pieces, spans - 1);
            float t = (float) (step - span * pieces) / pieces;
            for (int axis = 0; axis < 2; axis++) {
                float a = at(stroke, span - 1, axis);
                float b = at(stroke, span, axis);
                float c = at(stroke, span + 1, axis);
                float d = at(stroke, span + 2, axis);
                line[2 * step + axis] = catmullRom(a, b, c, d, t) / 100;
            }
        }
        return line;
    }

    /// A coordinate of a point. Beyond its ends a stroke goes round if it ends where it begins, else it stays.
    private static int at(List<Integer> stroke, int point, int axis) {
        int last = stroke.size() / 2 - 1;
        boolean closed = last > 1 && stroke.subList(0, 2).equals(stroke.subList(2 * last, 2 * last + 2));
        return stroke.get(2 * (closed ? Math.floorMod(point, last) : Math.clamp(point, 0, last)) + axis);
    }

    /// The curve from b (t = 0) to c (t = 1), with slopes (c − a)/2 and (d − b)/2 at its ends.
    private static float catmullRom(float a, float b, float c, float d, float t) {
        return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}
