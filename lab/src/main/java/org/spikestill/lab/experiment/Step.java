package org.spikestill.lab.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// One step of an experiment: a record whose components are all the settings it uses, so that its result depends on nothing
/// but the step, its name, the results it reads, the data and the seed. It is a value and its inputs are files with digests.
///
/// @param <R> type of its result
public interface Step<R> {
    /// The stored form of the result.
    ResultType<R> result();

    /// Results of earlier steps that it reads.
    List<Ref<?>> inputs();

    /// Check of everything that can be known before the first step of the graph runs: shapes, classes, memory, cache.
    ///
    /// @param name under which the step stands in the graph
    /// @return the shape of the result; by default nothing to check and no network
    /// @throws org.spikestill.model.settings.InvalidSettings if the step cannot run, with the way out
    /// @throws org.spikestill.model.InvalidNetwork if networks do not fit the data or each other
    default Outline check(String name, Known before) {
        return Outline.none();
    }

    /// Amount of work in multiplications with addition: the base of the time left.
    ///
    /// @param name under which the step stands in the graph
    double multiplyAdds(String name, Known before);

    /// One clause for the announcement of the run; empty for steps that need none.
    ///
    /// @param name under which the step stands in the graph
    default Optional<String> description(String name, Known before) {
        return Optional.empty();
    }

    /// Further lines of the announcement, such as pairs of layers.
    default List<String> details(Known before) {
        return List.of();
    }

    /// The part of the key that stands for the settings. A step that reads a file from outside replaces the path by the
    /// file's digest.
    default JsonNode fingerprint() {
        return Settings.write((Record) this);
    }

    R run(Inputs inputs, Context context) throws IOException;
}
