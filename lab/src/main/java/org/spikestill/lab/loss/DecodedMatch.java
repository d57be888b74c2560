package org.spikestill.lab.loss;

import java.util.List;
import java.util.Set;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;

/// Matching of decoded spikes: the values that a decoder reads from a population follow a teacher's features (Liu and Yi, ISQED
/// 2023).
///
/// ```
/// L = Σ_pairs mean_n ‖ h_T − h_S ‖² / d      h_S = G(D(S)), D a [SpikeDecoder], G = 1 or a learned matrix [d, neurons]
/// ```
///
/// Layers are read as vectors, so a pair may join layers of any two shapes under a linear map. Without one both have as many
/// values.
///
/// @param decoder from spikes to numbers
/// @param map from the decoded values to the teacher's features
public record DecodedMatch(SpikeDecoder decoder, Readout map) implements Loss {
    /// The map G behind the decoder.
    public enum Readout {
        /// the decoded values as they are
        IDENTITY,
        /// a matrix that is trained beside the student and is no part of the deployed network
        LINEAR
    }

    public DecodedMatch() {
        this(new SpikeDecoder.Rate(), Readout.LINEAR);
    }

    @Override
    public Set<Need> needs() {
        return decoder.needs();
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.FEATURES);
    }

    @Override
    public boolean readsPixels() {
        return false;
    }

    @Override
    public List<Parameter> parameters(List<LayerPair> pairs, Taps teacher, Network student) {
        return switch (map) {
            case IDENTITY -> List.of();
            case LINEAR ->
                pairs.stream()
                        .map(pair -> new Parameter(
                                node(pair),
                                Role.WEIGHT,
                                Shape.of(
                                        teacher.map(pair.teacher()).elements(),
                                        student.shapes().get(pair.student()).elements())))
                        .toList();
        };
    }

    private static String node(LayerPair pair) {
        return "decoder-" + pair.student();
    }

    @Override
    public void check(LayerPair pair, Shape taught, Shape learned) {
        if (map == Readout.IDENTITY && taught.elements() != learned.elements()) {
            throw new InvalidNetwork("decoded-match has no map between '" + pair.teacher() + "' of the teacher, "
                    + taught + ", and '" + pair.student() + "' of the student, " + learned
                    + ": set map to linear, or name layers of as many values in 'pairs'");
        }
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.pairs().stream()
                .map(pair -> term(inputs, pair))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException("matching of decoded spikes has no pair of layers")); // []
    }

    private Tensor term(LossInputs inputs, LayerPair pair) {
        Tensor taught = inputs.targets().features(pair.teacher());
        Tensor decoded = decoder.decode(inputs.student(), pair.student());
        Tensor learned = switch (map) {
            case IDENTITY -> decoded;
            case LINEAR -> decoded.linear(inputs.own(Role.WEIGHT.of(node(pair))));
        };
        return taught.detach()
                .reshape(taught.size(0), -1)
                .minus(learned)
                .square()
                .mean();
    }
}
