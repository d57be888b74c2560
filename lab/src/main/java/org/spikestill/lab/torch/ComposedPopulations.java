package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.neuron.Neuron;

/// The reference: a neuron's own definition over tensors, one tick after the other, differentiated by the library.
///
/// @param spikes receives how many each firing population fired
/// @param work receives the updates of their membranes
record ComposedPopulations(TorchNetwork owner, int samples, Map<String, Long> spikes, WorkMeter work)
        implements Populations {
    @Override
    public Signal run(Node node, Neuron neuron, Signal frames, boolean owned, Tail tail) {
        Signal in = frames.as(Precision.FLOAT32);
        List<Tensor> state = new ArrayList<>();
        for (String name : neuron.state()) {
            Tensor start = owner.tensor(Parameter.name(node.name(), name));
            Tensor zero = frame(in, 0).detach().times(0);
            state.add(start == null ? zero : zero.plus(start));
        }
        List<Tensor> learned = neuron.learned().stream()
                .map(name -> owner.tensor(Parameter.name(node.name(), name)))
                .toList();
        Tensor[] outputs = new Tensor[owner.network().ticks()];
        for (int t = 0; t < outputs.length; t++) {
            Neuron.Pulse<Tensor> pulse = neuron.step(owner.algebra(), frame(in, t), state, learned);
            outputs[t] = pulse.output();
            if (neuron instanceof Neuron.Firing && !state.isEmpty()) {
                count(node, t, state.getFirst(), pulse.state().getFirst());
            }
            state = pulse.state();
        }
        Tensor all = Tensor.concatenate(outputs); // [T·N, …]
        if (neuron instanceof Neuron.Firing) {
            spikes.put(node.name(), Functions.countSpikes(all));
        }
        return new Signal(all, false);
    }

    /// @param before membranes, then those after the tick
    private void count(Node node, int tick, Tensor before, Tensor after) {
        work.update(node.name(), () -> tick == 0 ? after.elements() : Functions.countDiffering(before, after));
    }

    private Tensor frame(Signal in, int tick) {
        return in.constant() ? in.data() : in.data().narrow((long) tick * samples, samples);
    }
}
