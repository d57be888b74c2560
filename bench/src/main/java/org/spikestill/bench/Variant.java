package org.spikestill.bench;

import java.util.Locale;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.NeuronPath;
import org.spikestill.lab.torch.Precision;

/// A way to take one training step.
enum Variant {
    FUSED(NeuronPath.FUSED, Gradient.BPTT, Precision.FLOAT32),
    FUSED_BF16(NeuronPath.FUSED, Gradient.BPTT, Precision.BFLOAT16),
    COMPOSED(NeuronPath.REFERENCE, Gradient.BPTT, Precision.FLOAT32),
    CHECKPOINTED(NeuronPath.FUSED, Gradient.BPTT_CHECKPOINTED, Precision.FLOAT32),
    CHECKPOINTED_BF16(NeuronPath.FUSED, Gradient.BPTT_CHECKPOINTED, Precision.BFLOAT16),
    RATE_BASED(NeuronPath.FUSED, Gradient.RATE_BASED, Precision.FLOAT32),
    RATE_BASED_BF16(NeuronPath.FUSED, Gradient.RATE_BASED, Precision.BFLOAT16);

    final NeuronPath path;
    final Gradient gradient;
    final Precision precision;

    Variant(NeuronPath path, Gradient gradient, Precision precision) {
        this.path = path;
        this.gradient = gradient;
        this.precision = precision;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
