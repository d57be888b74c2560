package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;

/// An export. Its components are the fields of the JSON object.
///
/// @param format spec of the format with all its settings
/// @param outDigest SHA-256 of the written file
/// @param remarks on all that the file does not carry or carries in another form
record ExportResult(Path model, String modelDigest, String format, Path out, String outDigest, List<String> remarks) {
    String text() {
        return String.join(System.lineSeparator(), remarks);
    }
}
