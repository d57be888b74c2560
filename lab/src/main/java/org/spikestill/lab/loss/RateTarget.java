package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork.Trainable;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.settings.InvalidSettings;

/// A penalty on the mean firing rate above a ceiling; lower rates cost nothing. An artificial network with quantised clips is held to
/// the rate of the student that it becomes, so that a budget of spikes begins where learning does.
///
/// ```
/// L = max(0, r / rate − 1)²      r = spikes per neuron and time step, mean over all neurons and the batch
///                                in an artificial network: output of a clip / its threshold
/// ```
///
/// @param rate in spikes per neuron and time step, > 0
public record RateTarget(float rate) implements Loss {
    public RateTarget {
        positive("rate", rate);
    }

    public RateTarget() {
        this(0.1f);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.ACTIVITY);
    }

    /// ReLUs have no ceiling, and their rates are known after the conversion only.
    @Override
    public void check(Optional<Taps> teacher, Network student) {
        boolean unbounded = student.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Activation);
        if (unbounded || student.firing().isEmpty() && clips(student).isEmpty()) {
            throw new InvalidSettings(
                    "rate-target reads firing rates, and an artificial network "
                            + (unbounded ? "of ReLUs" : "without quantised clips")
                            + " has none before its conversion: set ann.activation to qcfs, or move the term to the student's objective");
        }
    }

    /// Names of the quantised clips.
    static List<String> clips(Network network) {
        return network.parameters().stream()
                .filter(each -> each.role() == Role.THRESHOLD)
                .map(each -> each.node())
                .toList();
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Trace student = inputs.student();
        List<Tensor> rates = new ArrayList<>(); // sums over neurons and samples, population by population
        long neurons = 0; // of all samples
        for (String population : student.spikes().keySet()) {
            rates.add(sum(student.map(population)));
            neurons += student.map(population).elements();
        }
        for (Trainable each : inputs.parameters()) {
            if (each.parameter().role() == Role.THRESHOLD) {
                Tensor clipped = student.map(each.parameter().node());
                rates.add(sum(clipped).divide(each.tensor()).sum());
                neurons += clipped.elements();
            }
        }
        Tensor sum = rates.stream()
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException(
                        "a rate target needs a network that fires, or one with quantised clips"));
        return sum.divide((double) neurons * rate).plus(-1).relu().square(); // []
    }

    /// Sum in float32, since bfloat16 counts spikes in steps of four from 512 on.
    static Tensor sum(Tensor map) {
        return map.as(Precision.FLOAT32).sum();
    }
}
