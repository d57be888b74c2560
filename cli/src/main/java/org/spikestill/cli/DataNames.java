package org.spikestill.cli;

import java.util.Iterator;
import org.spikestill.data.DataSource;

/// The data sets a command line can name.
final class DataNames implements Iterable<String> {
    static final String DESCRIPTION = "Data set: ${COMPLETION-CANDIDATES}.";

    @Override
    public Iterator<String> iterator() {
        return DataSource.catalog().names().iterator();
    }
}
