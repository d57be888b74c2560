package org.spikestill.lab.recipe;

import java.util.List;
import org.spikestill.lab.architecture.Architecture.Form;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.data.DataSplits;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.train.Initial;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// The shapes of a run, known and checked before anything is trained.
///
/// @param ann the student's shape with ReLUs, as it is trained
/// @param student the spiking network, thresholds still to be measured
/// @param pairs layers that match
record Networks(Network teacher, Network ann, Network student, List<LayerPair> pairs) {
    Networks {
        pairs = List.copyOf(pairs);
    }

    static Networks of(DistillSettings settings, DataSplits data) {
        Shape input = data.train().sample();
        int classes = data.train().classes();
        Network teacher = settings.teacher()
                .network(input, classes, Form.teacher(settings.teacherTraining().dropout()));
        Network ann = settings.student()
                .network(input, classes, Form.student(settings.annTraining().dropout()));
        Network trained = settings.student()
                .network(input, classes, Form.student(settings.studentTraining().dropout()));
        Network student = new ReluToSpike(settings.neuron(), settings.encoder(), settings.ticks())
                .apply(trained, Initial.of(trained, Seed.of(0)), data.train())
                .network();
        List<LayerPair> pairs = !settings.objective().needs(Loss.Need.MAPS)
                ? List.of()
                : settings.pairs().isEmpty()
                        ? Pairing.automatic(teacher, student)
                        : Pairing.checked(settings.pairs(), teacher, student);
        checkPairs(settings.objective(), pairs, teacher, student);
        return new Networks(teacher, ann, student, pairs);
    }

    private static void checkPairs(Objective objective, List<LayerPair> pairs, Network teacher, Network student) {
        for (LayerPair pair : pairs) {
            Shape taught = teacher.shapes().get(pair.teacher());
            Shape learned = student.shapes().get(pair.student());
            objective.terms().forEach(term -> term.loss().check(pair, taught, learned));
        }
    }

    static long parameters(Network network) {
        return network.parameters().stream()
                .mapToLong(each -> each.shape().elements())
                .sum();
    }

    /// The pairing as a table.
    List<String> table() {
        List<String> lines = new java.util.ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            LayerPair pair = pairs.get(i);
            String depth = Pairing.depth(i, pairs.size());
            lines.add("  %-7s teacher %-9s %-16s student %-9s %s"
                    .formatted(
                            depth,
                            pair.teacher(),
                            teacher.shapes().get(pair.teacher()),
                            pair.student(),
                            student.shapes().get(pair.student())));
        }
        return lines;
    }
}
