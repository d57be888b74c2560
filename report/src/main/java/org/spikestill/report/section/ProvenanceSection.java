package org.spikestill.report.section;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.settings.Hardware;
import org.spikestill.model.settings.Provenance;
import org.spikestill.report.Figures;
import org.spikestill.report.Section;

/// Origin of a result: program, data, files, and the machine it was computed on.
public final class ProvenanceSection {
    private ProvenanceSection() {}

    /// @param lines by name, in order
    public static Section of(Map<String, String> lines) {
        if (lines.isEmpty()) {
            return new Section("provenance", "Provenance");
        }
        Facts facts = Facts.none();
        for (var line : lines.entrySet()) {
            facts = facts.with(line.getKey(), line.getValue());
        }
        return new Section("provenance", "Provenance", facts.toHtml("Provenance"));
    }

    /// @param files digest by name, of the files a reader may want to identify
    public static Section of(Provenance made, Map<String, String> files) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Tool", made.tool());
        if (!made.dataset().isEmpty()) {
            lines.put("Data", made.dataset() + ", SHA-256 of the training split " + made.datasetDigest());
        }
        files.forEach((name, digest) -> lines.put(name, digest));
        lines.put("JVM", made.jvm());
        if (!made.nativeLibrary().isEmpty()) {
            lines.put("Native library", made.nativeLibrary());
        }
        lines.put("Processor", words(made.hardware()));
        return of(lines);
    }

    private static String words(Hardware hardware) {
        return hardware.cpu() + ", " + Figures.count(hardware.cores(), "core");
    }
}
