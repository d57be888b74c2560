package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.settings.Catalog;

/// A source of samples: a published set read from files, or a generator.
public interface DataSource {
    static Catalog<DataSource> catalog() {
        return DataSources.CATALOG;
    }

    /// The folder of data sets' files that an environment names in `SPIKESTILL_DATA`.
    static Optional<Path> directory(Map<String, String> environment) {
        return DataRoot.named(Optional.empty(), environment);
    }

    /// Reads both sets and checks them.
    ///
    /// @param dataDir folder that holds the files, or a folder of them for each source; if absent, the environment
    ///     variable `SPIKESTILL_DATA` names it. Generators need none.
    /// @throws org.spikestill.model.settings.InvalidSettings if files are needed and no folder is named
    /// @throws org.spikestill.model.InvalidFile if a file is missing or does not hold what it should
    Opened open(Optional<Path> dataDir) throws IOException;

    /// Files that its settings name one by one, which no output may replace.
    ///
    /// @param dataDir as for [#open]
    default List<Path> files(Optional<Path> dataDir) {
        return List.of();
    }

    /// The published division of a source.
    ///
    /// @param validation samples published for validation, of the same shape and labels
    /// @param classNames one per class, in order of the labels; empty where there are none, or values
    /// @param notes lines for people on how samples are made of the files
    record Opened(
            Dataset train, Optional<Dataset> validation, Dataset test, List<String> classNames, List<String> notes) {
        /// A source without validation samples of its own.
        public Opened(Dataset train, Dataset test, List<String> classNames) {
            this(train, Optional.empty(), test, classNames, List.of());
        }

        public Opened {
            classNames = List.copyOf(classNames);
            notes = List.copyOf(notes);
            if (!train.sample().equals(test.sample())) {
                throw new IllegalArgumentException("training samples are " + train.sample() + ", test samples "
                        + test.sample() + ": both must have one shape");
            }
            if (!train.labels().equals(test.labels())) {
                throw new IllegalArgumentException("training labels are " + train.labels() + ", test labels "
                        + test.labels() + ": both must be of one kind and width");
            }
            if (train.classes() != classNames.size()) {
                throw new IllegalArgumentException(
                        "there are " + classNames.size() + " class names for " + train.classes() + " classes");
            }
        }
    }
}
