package org.spikestill.export.nir;

/// The content of one data set of a NIR file.
public sealed interface NirValue permits NirValue.Text, NirArray {
    record Text(String value) implements NirValue {}
}
