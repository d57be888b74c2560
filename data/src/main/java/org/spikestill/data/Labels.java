package org.spikestill.data;

import org.spikestill.model.Check;

/// Type of the labels of a data set: one class per sample, a vector of values, or none.
///
/// @param width number of classes, or of values: the width of a network's output. Without labels it is that of the teacher
///     that stands in for them, and 0 as long as there is none
public record Labels(Kind kind, int width) {
    public enum Kind {
        /// classification: a whole number from 0 to width − 1
        CLASSES,
        /// classification with few labels: as [#CLASSES], or [Labels#UNLABELLED]
        SOME_CLASSES,
        /// regression: `width` real numbers
        VALUES,
        /// no labels: the class of a sample is the teacher's prediction, with which a student agrees or not
        NONE;

        /// Whether an output of a network belongs to a class.
        public boolean ofClasses() {
            return this != VALUES;
        }
    }

    /// Class of a sample without label among labelled ones.
    public static final int UNLABELLED = -1;

    public Labels {
        Check.within("width", width, kind == Kind.NONE ? 0 : 1, Integer.MAX_VALUE);
    }

    public static Labels classes(int width) {
        return new Labels(Kind.CLASSES, width);
    }

    public static Labels someClasses(int width) {
        return new Labels(Kind.SOME_CLASSES, width);
    }

    public static Labels values(int width) {
        return new Labels(Kind.VALUES, width);
    }

    /// @param width classes of the teacher that stands in for labels; 0 as long as there is none
    public static Labels none(int width) {
        return new Labels(Kind.NONE, width);
    }

    /// `10 classes`, `3 values`, `none`
    @Override
    public String toString() {
        return switch (kind) {
            case CLASSES -> width + (width == 1 ? " class" : " classes");
            case SOME_CLASSES -> width + " classes of some samples";
            case VALUES -> width + (width == 1 ? " value" : " values");
            case NONE -> "none";
        };
    }
}
