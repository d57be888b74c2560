package org.spikestill.lab.experiment;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.Epoch;

/// The epochs of all trainings of a run, one line of JSON each. Lines are appended; a process that is killed leaves half a
/// line at most, which does not count.
public final class History {
    private final Path file;

    History(Path file) {
        this.file = file;
    }

    /// Every epoch so far, in order.
    public List<Epoch> epochs() {
        List<Epoch> epochs = new ArrayList<>();
        try {
            for (String line : wholeLines()) {
                String where = "line " + (epochs.size() + 1);
                epochs.add(Settings.read(Epoch.class, Settings.fromJson(line, where), where));
            }
            return epochs;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    private List<String> wholeLines() throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < Files.size(file)) {
            throw new IOException("can be read up to byte " + bytes.length + " only");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /// The epochs of one step.
    public List<Epoch> of(String name) {
        return epochs().stream().filter(each -> each.network().equals(name)).toList();
    }

    /// Finds a history that was cut since a step, or its checkpoint, was written.
    ///
    /// @param epochs that the step has left here
    /// @param result file without which the step is made anew
    /// @throws InvalidFile if there are fewer
    void require(String name, int epochs, Path result) {
        int found = of(name).size();
        if (found < epochs) {
            throw new InvalidFile(
                    file,
                    "holds " + found + " of the " + epochs + " epochs of '" + name
                            + "': put the whole file back, or delete " + result + " to have the step made anew");
        }
    }

    /// The line reaches the disk before the checkpoint that counts on it.
    void append(Epoch epoch) {
        try {
            Files.writeString(file, line(epoch), StandardCharsets.UTF_8, CREATE, APPEND, DSYNC);
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be written: " + InvalidFile.reason(e), e);
        }
    }

    /// Drops the epochs of a step beyond those a checkpoint knows of, and half a line at the end.
    void keep(String name, int epochs) {
        keep(each -> !each.network().equals(name) || each.epoch() <= epochs);
    }

    /// Takes over the epochs of a step from another run.
    void adopt(History other, String name) {
        keep(name, 0);
        other.of(name).forEach(this::append);
    }

    private void keep(Predicate<Epoch> wanted) {
        StringBuilder text = new StringBuilder();
        epochs().stream().filter(wanted).forEach(each -> text.append(line(each)));
        if (Files.exists(file) || !text.isEmpty()) {
            AtomicFile.write(file, text.toString());
        }
    }

    private static String line(Epoch epoch) {
        return Settings.toJson(Settings.write(epoch)) + "\n";
    }
}
