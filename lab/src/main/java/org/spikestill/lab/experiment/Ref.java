package org.spikestill.lab.experiment;

import java.util.regex.Pattern;

/// The name of a step's result within a graph. It is the result's file, its series in the metrics, and its stream of random
/// numbers; so two steps that share everything but their names still differ.
///
/// @param <R> type of the result
/// @param name words in lower case, joined by hyphens
public record Ref<R>(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 60;

    public Ref {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a step is named '" + name
                    + "': a name has lower-case letters, digits and single hyphens, " + LONGEST + " at most");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
