package org.spikestill.lab.experiment.steps;

import java.util.List;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;

/// Pairs of layers that are read as vectors: any layer of the teacher, and any population of the student that fires.
final class LayerVectors {
    private LayerVectors() {}

    /// @param named by a person; empty pairs the last hidden layers of both
    /// @throws InvalidNetwork if a network has no such layer
    static List<LayerPair> of(List<LayerPair> named, Taps teacher, Network student) {
        return named.isEmpty() ? List.of(deepest(teacher, student)) : checked(named, teacher, student);
    }

    private static LayerPair deepest(Taps teacher, Network student) {
        List<String> populations = hidden(student);
        if (populations.isEmpty()) {
            throw new InvalidNetwork(
                    "the student has no population between input and read-out whose spikes could be"
                            + " decoded: choose an architecture with a hidden layer, or set the weight of the decoded spikes to 0");
        }
        if (teacher.activations().isEmpty()) {
            throw new InvalidNetwork(
                    "the teacher has no hidden layer that decoded spikes could follow: choose one with a"
                            + " hidden layer, or set the weight of the decoded spikes to 0");
        }
        return new LayerPair(teacher.activations().getLast(), populations.getLast());
    }

    /// Populations behind synapses.
    private static List<String> hidden(Network student) {
        return student.firing().stream()
                .filter(node -> !node.inputs().contains(Network.INPUT))
                .map(Network.Node::name)
                .toList();
    }

    private static List<LayerPair> checked(List<LayerPair> pairs, Taps teacher, Network student) {
        List<String> populations =
                student.firing().stream().map(Network.Node::name).toList();
        for (LayerPair pair : pairs) {
            teacher.map(pair.teacher());
            if (!populations.contains(pair.student())) {
                throw new InvalidNetwork("pairs name '" + pair.student()
                        + "' of the student, which is no population that fires; name one of " + populations);
            }
        }
        return pairs;
    }
}
