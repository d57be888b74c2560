package org.spikestill.model.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Origin of a file: program, settings, data, parents and machine. The same run on the same machine gives the same provenance: it holds no time of day.
///
/// @param tool name and version, such as `spikestill 0.1.0`
/// @param stage what was done, such as `train` or `convert`
/// @param settings the settings it was done with, see [Settings#write]
/// @param seed root of all chance, see [Seed]
/// @param dataset name, or empty if no data was used
/// @param datasetDigest digest of the data, or empty
/// @param classNames of the data, in the order of the labels; empty if they have none, or no data was used
/// @param parents digests of the files this one was made from, such as the teacher's
/// @param jvm name and version
/// @param nativeLibrary name and version of what computed the tensors, or empty
/// @param hardware the machine
/// @param figures what was measured, such as `accuracy`, by name
public record Provenance(
        String tool,
        String stage,
        JsonNode settings,
        long seed,
        String dataset,
        String datasetDigest,
        List<String> classNames,
        List<String> parents,
        String jvm,
        String nativeLibrary,
        Hardware hardware,
        Map<String, Double> figures) {
    public Provenance {
        settings = settings.deepCopy();
        classNames = List.copyOf(classNames);
        parents = List.copyOf(parents);
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /// Unknown origin: an untrained network, or a file without provenance.
    public Provenance() {
        this(
                "",
                "",
                JsonNodeFactory.instance.objectNode(),
                0,
                "",
                "",
                List.of(),
                List.of(),
                "",
                "",
                new Hardware("", 0),
                Map.of());
    }

    /// Origin before anything has run: this program, this JVM, this machine.
    public static Provenance of(String stage, JsonNode settings, Seed seed) {
        return new Provenance(
                thisTool(),
                stage,
                settings,
                seed.value(),
                "",
                "",
                List.of(),
                List.of(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                "",
                Hardware.here(),
                Map.of());
    }

    /// Name and version of this program.
    public static String thisTool() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return "spikestill " + Optional.ofNullable(version).orElse("unreleased");
    }

    public Provenance withDataset(String name, String digest) {
        return withDataset(name, digest, List.of());
    }

    /// @param classNames in the order of the labels
    public Provenance withDataset(String name, String digest, List<String> classNames) {
        return new Provenance(
                tool, stage, settings, seed, name, digest, classNames, parents, jvm, nativeLibrary, hardware, figures);
    }

    public Provenance withParent(String digest) {
        List<String> more = new ArrayList<>(parents);
        more.add(digest);
        return new Provenance(
                tool,
                stage,
                settings,
                seed,
                dataset,
                datasetDigest,
                classNames,
                more,
                jvm,
                nativeLibrary,
                hardware,
                figures);
    }

    public Provenance withNativeLibrary(String name) {
        return new Provenance(
                tool, stage, settings, seed, dataset, datasetDigest, classNames, parents, jvm, name, hardware, figures);
    }

    /// @param value finite
    public Provenance withFigure(String name, double value) {
        Map<String, Double> more = new TreeMap<>(figures);
        more.put(name, value);
        return new Provenance(
                tool,
                stage,
                settings,
                seed,
                dataset,
                datasetDigest,
                classNames,
                parents,
                jvm,
                nativeLibrary,
                hardware,
                more);
    }
}
