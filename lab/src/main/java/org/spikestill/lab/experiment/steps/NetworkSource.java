package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.file.ModelFile;

/// A network of an earlier step as a teacher.
public record NetworkSource(Ref<ModelResult> network) implements TeacherSource {
    @Override
    public List<Ref<?>> inputs() {
        return List.of(network);
    }

    @Override
    public Taps taps(Known before) {
        return Taps.of(before.network(network));
    }

    @Override
    public Teacher open(Inputs inputs, Context context) {
        ModelFile model = inputs.get(network).model();
        return new NetworkTeacher(new TorchNetwork(model.network(), model.weights()), inputs.digest(network));
    }
}
