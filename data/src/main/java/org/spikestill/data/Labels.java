package org.spikestill.data;

import org.spikestill.model.Check;

/// Type of the labels of a data set: one class per sample, or a vector of values.
///
/// @param width number of classes, or of values: the width of a network's output
public record Labels(Kind kind, int width) {
    public enum Kind {
        /// classification: a whole number from 0 to width − 1
        CLASSES,
        /// regression: `width` real numbers
        VALUES
    }

    public Labels {
        Check.count("width", width);
    }

    public static Labels classes(int width) {
        return new Labels(Kind.CLASSES, width);
    }

    public static Labels values(int width) {
        return new Labels(Kind.VALUES, width);
    }

    /// `10 classes`, `3 values`
    @Override
    public String toString() {
        return width
                + switch (kind) {
                    case CLASSES -> width == 1 ? " class" : " classes";
                    case VALUES -> width == 1 ? " value" : " values";
                };
    }
}
