package org.spikestill.export.nir;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;

/// Parts of a network that NIR has no place for and this program keeps as metadata. A file without them gets T = 16, direct input and no
/// scaling, and a remark.
record FromMetadata(Map<String, NirValue> metadata, Collection<String> remarks) {
    private static final int USUAL_TICKS = 16;

    /// @param frame shape of what the graph reads in each time step
    Network network(Shape frame, List<Node> nodes) {
        Encoder encoder = metadata.get("encoder") instanceof NirValue.Text(String spec)
                ? Encoder.catalog().parse(spec)
                : new Direct();
        Optional<NirArray> ticks = array("ticks");
        if (ticks.isEmpty()) {
            remarks.add("the file names no number of time steps: T is " + USUAL_TICKS);
        }
        Shape input = array("sample_shape")
                .map(each -> new Shape(each.integers("sample_shape")))
                .orElse(frame);
        int channels = input.channels();
        Scaling scaling = new Scaling(
                floats("scaling_mean").orElse(Collections.nCopies(channels, 0f)),
                floats("scaling_deviation").orElse(Collections.nCopies(channels, 1f)));
        int steps = ticks.map(each -> each.integers("ticks").getFirst()).orElse(USUAL_TICKS);
        return new Network(input, scaling, encoder, steps, nodes);
    }

    private Optional<NirArray> array(String name) {
        return metadata.get(name) instanceof NirArray array ? Optional.of(array) : Optional.empty();
    }

    private Optional<List<Float>> floats(String name) {
        return array(name)
                .map(each -> each.stream().mapToObj(value -> (float) value).toList());
    }
}
