package org.spikestill.extension;

import java.util.List;
import java.util.Set;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.TeacherPass;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// A loss that reads something new of both: the entropy of the teacher's softmax, and the student's rates in one layer.
///
/// ```
/// L = mean_n (mean rate of layer(n) − H_n / log K)²
/// ```
///
/// @param layer of the student
public record EntropyMatch(String layer) implements Loss {
    public EntropyMatch() {
        this("spike1");
    }

    /// The entropy of the softmax of the logits, as a share of its largest value.
    enum Entropy implements Target {
        SHARE;

        @Override
        public String key() {
            return "entropy share 1";
        }

        @Override
        public boolean ofLayer() {
            return false;
        }

        @Override
        public Shape shape(Taps taps, String layer) {
            return Shape.of(1);
        }

        @Override
        public Tensor of(TeacherPass pass, String layer) {
            Tensor logP = pass.logits().logSoftmax(1); // [N, K]
            double largest = Math.log(logP.size(1));
            return logP.exp().times(logP).sum(1).times(-1 / largest).reshape(logP.size(0), 1); // [N, 1]
        }
    }

    @Override
    public Set<String> records(Network student, List<LayerPair> pairs) {
        return Set.of(layer);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Entropy.SHARE);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor rates = inputs.student().map(layer); // [N, C, H, W]
        Tensor mean = rates.reshape(rates.size(0), -1).mean(1); // [N]
        Tensor entropy = inputs.targets().get(Entropy.SHARE, "").reshape(rates.size(0));
        return mean.minus(entropy).square().mean();
    }
}
