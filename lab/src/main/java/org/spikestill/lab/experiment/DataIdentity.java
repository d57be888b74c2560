package org.spikestill.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.data.DataSplits;

/// Digests of the samples of a run, by which it recognises its data after an interruption.
///
/// @param name spec of the source, such as `mnist`
/// @param train SHA-256 of the training split
/// @param validation SHA-256 of the validation split
/// @param test SHA-256 of the test set
public record DataIdentity(String name, String train, String validation, String test) {
    private static final int SHOWN = 12;

    public static DataIdentity of(DataSplits data) {
        return new DataIdentity(
                data.name(),
                data.train().digest(),
                data.validation().digest(),
                data.test().digest());
    }

    /// The splits that differ, each with the digest found and the digest wanted.
    List<String> differences(DataIdentity found) {
        List<String> lines = new ArrayList<>();
        compare("training split", train, found.train, lines);
        compare("validation split", validation, found.validation, lines);
        compare("test set", test, found.test, lines);
        return lines;
    }

    private static void compare(String split, String wanted, String found, List<String> lines) {
        if (!wanted.equals(found)) {
            lines.add("%s %s… instead of %s…".formatted(split, found.substring(0, SHOWN), wanted.substring(0, SHOWN)));
        }
    }
}
