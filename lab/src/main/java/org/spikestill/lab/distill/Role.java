package org.spikestill.lab.distill;

import java.util.Locale;

/// The role of a network in a distillation.
public enum Role {
    /// The network learnt from.
    TEACHER,
    /// The student's architecture with artificial neurons, where the conversion starts.
    ARTIFICIAL,
    /// The spiking network straight out of the conversion: what distillation has to beat.
    CONVERTED,
    /// Converted, then trained through time without a teacher.
    HYBRID,
    /// Made as the distilled one, without the teacher.
    UNTAUGHT,
    /// Converted, then trained through time with the teacher.
    DISTILLED,
    /// A network of a method's own.
    OTHER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
