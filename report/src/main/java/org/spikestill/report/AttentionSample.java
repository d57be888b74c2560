package org.spikestill.report;

import java.util.List;
import org.spikestill.model.Block;
import org.spikestill.model.DType;

/// Where teacher and student look on one sample.
///
/// @param split the sample is from
/// @param index of the sample in its split
/// @param label name of its class
/// @param predicted name of the class the student chose
/// @param input pixels `[C, H, W]`, one channel or three, values in [0, 1]
/// @param depths from shallow to deep
public record AttentionSample(Split split, int index, String label, String predicted, Block input, List<Depth> depths) {
    /// @param name such as `low`, `middle`, `high`
    public record Depth(String name, Map teacher, Map student) {}

    /// @param node of the network the map was taken at
    /// @param values `[H, W]`, any scale
    public record Map(String node, Block values) {
        public Map {
            if (values.type() != DType.F32 || values.shape().sizes().size() != 2) {
                throw new IllegalArgumentException(
                        "attention map of '" + node + "' is " + values + ": it must be f32 [H, W]");
            }
        }
    }

    public AttentionSample {
        depths = List.copyOf(depths);
        int channels = input.shape().channels();
        if (input.type() != DType.F32 || !input.shape().isMap() || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "input of sample " + index + " is " + input + ": it must be f32 [1, H, W] or [3, H, W]");
        }
    }
}
