package org.spikestill.lab.experiment;

import java.nio.file.Path;
import java.util.List;
import org.spikestill.data.DataSplits;
import org.spikestill.data.LabelSupply;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Torch;
import org.spikestill.lab.train.Checkpoints;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The surroundings of a step under way.
///
/// @param name of the step in its graph
/// @param fingerprint settings of the step
/// @param run settings that all steps of the run share
/// @param checkpoints of this step
/// @param cache folder of the teachers' stored answers
public record Context(
        String name,
        JsonNode fingerprint,
        RunSettings run,
        DataSplits data,
        Checkpoints checkpoints,
        Path cache,
        Progress progress,
        CancellationToken cancellation) {

    /// Root of all random numbers of the run; a step takes the stream of its name.
    public Seed seed() {
        return run.root();
    }

    /// The same under another name: the stream of random numbers of a part of the step.
    public Context named(String other) {
        return new Context(other, fingerprint, run, data, checkpoints, cache, progress, cancellation);
    }

    /// The provenance of a network that this step makes: it depends on the step's key alone, whichever run made it.
    ///
    /// @param parents digests of the files it is made from
    public Provenance provenance(List<String> parents) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.set("step", fingerprint);
        settings.put("validationShare", run.validationShare());
        settings.put("seed", run.seed());
        if (!run.labels().equals(LabelSupply.ALL)) {
            settings.put("trainLimit", run.labels().limit());
            settings.put("labelNoise", run.labels().noise());
        }
        Provenance provenance = Provenance.of(name, settings, seed())
                .withDataset(data.name(), data.train().digest(), data.classNames())
                .withNativeLibrary(Torch.version());
        for (String parent : parents) {
            provenance = provenance.withParent(parent);
        }
        return provenance;
    }
}
