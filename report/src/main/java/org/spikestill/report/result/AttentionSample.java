package org.spikestill.report.result;

import java.util.List;

/// Attention maps of teacher and student for one sample.
///
/// @param split of the sample
/// @param index of the sample in its split
/// @param label name of its class
/// @param predicted name of the class the student predicts
/// @param input image `[1, H, W]` or `[3, H, W]`, values in [0, 1]
/// @param depths from shallow to deep
public record AttentionSample(
        Split split, int index, String label, String predicted, FloatArray input, List<Depth> depths) {
    /// @param name such as `low`, `middle`, `high`
    public record Depth(String name, Map teacher, Map student) {
        /// Cosine similarity of the two maps; NaN where their shapes differ or one is 0 everywhere.
        public double cosine() {
            if (!teacher.values.shape().equals(student.values.shape())) {
                return Double.NaN;
            }
            double product = 0;
            double teacherSquares = 0;
            double studentSquares = 0;
            for (int i = 0; i < teacher.values.values().size(); i++) {
                double x = teacher.values.values().get(i);
                double y = student.values.values().get(i);
                product += x * y;
                teacherSquares += x * x;
                studentSquares += y * y;
            }
            return product / Math.sqrt(teacherSquares * studentSquares); // 0 / 0 is NaN
        }
    }

    /// @param node of the network whose output the map summarises
    /// @param values `[H, W]`, any scale
    public record Map(String node, FloatArray values) {
        public Map {
            if (values.shape().sizes().size() != 2) {
                throw new IllegalArgumentException(
                        "attention map of '" + node + "' has the shape " + values.shape() + ": it must be [H, W]");
            }
        }
    }

    public AttentionSample {
        depths = List.copyOf(depths);
        int channels = input.shape().channels();
        if (!input.shape().isMap() || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("input of sample " + index + " has the shape " + input.shape()
                    + ": it must be [1, H, W] or [3, H, W]");
        }
    }
}
