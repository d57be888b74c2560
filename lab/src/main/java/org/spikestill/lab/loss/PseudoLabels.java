package org.spikestill.lab.loss;

import static org.spikestill.model.Check.within;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Cross-entropy with the classes that the teacher predicts (Lee, ICML 2013 workshop), of those samples of which it is confident (Sohn et
/// al., NeurIPS 2020, eq. 4).
///
/// ```
/// L = mean_n [max_k p_k ≥ confidence] · −log q_c      c = argmax_k p_k      p, q = softmax of teacher and student logits
/// ```
///
/// Soft targets pass the teacher's errors on. The threshold of confidence leaves uncertain samples to the student, which may thus
/// surpass its teacher on unlabelled images.
///
/// @param confidence least probability of the teacher's class, in [0, 1); 0 takes every sample
public record PseudoLabels(float confidence) implements Loss {
    public PseudoLabels {
        within("confidence", confidence, 0, Math.nextDown(1f));
    }

    /// The threshold of Sohn et al. on CIFAR-10.
    public PseudoLabels() {
        this(0.95f);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.LOGITS);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor taught = inputs.targets().logits().detach();
        float[] chosen =
                chosen(taught.logSoftmax(1).toFloats(), taught.argmax(1).toInts(), (int) taught.size(1));
        return CrossEntropy.weighted(inputs.student().logits(), chosen, taught.size(0)); // []
    }

    /// 1 at the class of each confident sample, 0 elsewhere.
    ///
    /// @param logP `[N·K]`
    /// @param predicted class of each sample
    private float[] chosen(float[] logP, int[] predicted, int classes) {
        float[] chosen = new float[logP.length];
        for (int i = 0; i < predicted.length; i++) {
            int at = i * classes + predicted[i];
            chosen[at] = Math.exp(logP[at]) >= confidence ? 1 : 0;
        }
        return chosen;
    }
}
