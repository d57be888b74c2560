package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.spikestill.model.settings.InvalidSettings;

/// Few labelled samples beside many without labels (semi-supervised learning). Losses of labels read the labelled ones, losses of
/// a teacher's targets read all. Validation and test samples are labelled: they come from the first source alone.
///
/// @param labelled source of the labelled samples
/// @param unlabelled source of further training samples, whose labels, if it has any, are not read
public record PartlyLabelled(DataSource labelled, DataSource unlabelled) implements DataSource {
    public PartlyLabelled() {
        this(new Strokes(), new Unlabelled(new Strokes()));
    }

    @Override
    public Opened open(Optional<Path> dataDir) throws IOException {
        Opened known = labelled.open(dataDir);
        if (known.train().labels().kind() != Labels.Kind.CLASSES) {
            throw new InvalidSettings("labelled is " + DataSource.catalog().spec(labelled) + ", whose labels are "
                    + known.train().labels() + ": name data with classes");
        }
        Dataset more = unlabelled.open(dataDir).train();
        if (!more.sample().equals(known.train().sample())) {
            throw new InvalidSettings("unlabelled samples are " + more.sample() + ", labelled ones "
                    + known.train().sample() + ": both must have one shape");
        }
        int classes = known.train().classes();
        return new Opened(
                new Joined(ReLabelled.labelled(known.train()), ReLabelled.unlabelled(more, classes)),
                ReLabelled.labelled(known.test()),
                known.classNames());
    }
}
