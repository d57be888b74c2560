package org.spikestill.report.energy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;

/// Energy of single operations on some hardware, in picojoules. An operation without a price makes totals that need it unavailable.
///
/// @param name of the table
/// @param process technology, such as `45 nm`
/// @param voltage such as `0.9 V`
/// @param source of the figures
/// @param grade evidence behind the weakest of them
/// @param add accumulate
/// @param multiplyAdd multiply-accumulate
/// @param update of a neuron in a time step
/// @param spike sent
/// @param weightRead fetch of one weight from memory close by
/// @param stateAccess read and write of one neuron state there
public record PriceTable(
        String name,
        String process,
        String voltage,
        String source,
        Grade grade,
        Optional<Double> add,
        Optional<Double> multiplyAdd,
        Optional<Double> update,
        Optional<Double> spike,
        Optional<Double> weightRead,
        Optional<Double> stateAccess) {
    /// Tables that come with the program.
    public static final List<String> NAMES =
            List.of("45nm-fp32", "45nm-fp16", "45nm-int8", "45nm-int8-narrow", "loihi1", "spinnaker");

    public PriceTable {
        Stream.of(add, multiplyAdd, update, spike, weightRead, stateAccess)
                .flatMap(Optional::stream)
                .forEach(price -> {
                    if (!(price >= 0) || price.isInfinite()) {
                        throw new InvalidSettings("a price is " + price + ": prices are finite picojoules, 0 or above");
                    }
                });
    }

    /// Required parts are empty.
    public PriceTable() {
        this(
                "",
                "",
                "",
                "",
                Grade.ASSUMED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// @param text a name of [#NAMES], or a YAML or JSON file of these fields
    /// @throws InvalidSettings naming the tables there are
    public static PriceTable of(String text) {
        if (NAMES.contains(text)) {
            return stored(text);
        }
        Path file = Path.of(text);
        if (!Files.exists(file)) {
            throw new InvalidSettings(
                    "there is no price table '" + text + "' and no such file: the tables are " + NAMES);
        }
        PriceTable table = Settings.readDocument(PriceTable.class, file);
        if (table.name().isBlank() || table.source().isBlank()) {
            throw new InvalidSettings(file + " names no name or no source: a price without a source is worth nothing");
        }
        return table;
    }

    /// Process, voltage, grade and source, in a line.
    public String describe() {
        return "%s, %s %s, %s: %s"
                .formatted(name, process, voltage, grade.name().toLowerCase(Locale.ROOT), source);
    }

    private static PriceTable stored(String name) {
        try (InputStream in = PriceTable.class.getResourceAsStream(name + ".json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Settings.read(PriceTable.class, Settings.fromJson(text, name), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
