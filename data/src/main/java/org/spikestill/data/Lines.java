package org.spikestill.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Lists that come with data sets, as text.
final class Lines {
    /// Bound on such a text, ten times the largest: the words of ImageNet.
    private static final int MAX_BYTES = 1 << 25;

    private Lines() {}

    static List<String> of(Path path) throws IOException {
        try (ByteFile file = ByteFile.open(path)) {
            return new String(file.rest(MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
