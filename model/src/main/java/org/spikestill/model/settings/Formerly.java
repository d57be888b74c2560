package org.spikestill.model.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An earlier name, which settings no longer accept: its error gives the present one. On a record it renames
/// a field, on an enum a constant, on a family one of its members.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Formerly.All.class)
public @interface Formerly {
    /// As it stood in files: a field such as `variants`, a path such as `student.ticks`, or the name of a constant or member.
    String was();

    /// Its place today, relative to the same record.
    String now();

    /// Several earlier names of one type.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Formerly[] value();
    }
}
