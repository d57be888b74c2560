package org.spikestill.lab.loss;

import java.util.Set;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Catalog;

/// What a student is to get wrong less often: one scalar per batch, differentiable in the student's trace.
public interface Loss {
    static Catalog<Loss> catalog() {
        return Losses.CATALOG;
    }

    /// What must be recorded beside the logits.
    enum Need {
        /// the teacher's logits
        TEACHER,
        /// the maps of the paired layers, of teacher and student
        MAPS
    }

    default Set<Need> needs() {
        return Set.of();
    }

    /// The loss, averaged over the batch.
    ///
    /// @return a scalar `[]`
    Tensor of(Lesson lesson);
}
