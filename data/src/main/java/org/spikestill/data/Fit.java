package org.spikestill.data;

import java.util.Arrays;
import java.util.Locale;
import org.spikestill.model.settings.InvalidSettings;

/// The way a picture of any size becomes one of a given size.
public enum Fit {
    /// Scaled until it covers the frame; beyond it, both edges lose the same.
    CROP,

    /// Scaled until it lies within the frame; the rest is black, in equal margins.
    PAD,

    /// Both edges scaled on their own: nothing is lost, proportions change.
    STRETCH;

    /// @throws InvalidSettings if there is no such way
    public static Fit of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidSettings("fit is '" + name + "': it must be one of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
