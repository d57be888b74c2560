package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class TeacherSources {
    static final Catalog<TeacherSource> CATALOG =
            Catalog.of("teacher source", TeacherSource.class, List.of(NetworkSource.class, FileSource.class));

    private TeacherSources() {}
}
