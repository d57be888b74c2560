package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.runtime.device.Device;
import org.spikestill.runtime.device.Loihi;

/// [Adam] for weights on the grid of a device: quantisation-aware training with straight-through gradients (Courbariaux,
/// Bengio, David, NeurIPS 2015).
///
/// ```
/// latent −= Adam's step by dL/dw       latent ∈ [low, high]·2^−bits
/// w = round(latent / (step·2^−bits))·step·2^−bits
/// ```
///
/// The network only ever computes with w, on every path through time, and validation, checkpoints and model files hold w: the
/// network that is trained is the one that is deployed. Latent weights are state of the optimizer. Biases are rounded to
/// whole 2^−bits. The gradient of w is taken for that of the latent weight.
///
/// @param learningRate > 0
/// @param weightDecay ≥ 0
/// @param device whose mantissas of both signs the weights take
/// @param bits a mantissa of 1 is 2^−bits, −8 to 20
public record QuantisedAdam(float learningRate, float weightDecay, Device device, int bits) implements Optimizer {
    public QuantisedAdam {
        positive("learningRate", learningRate);
        notNegative("weightDecay", weightDecay);
        within("bits", bits, -8, 20);
    }

    public QuantisedAdam() {
        this(1e-3f, 0, new Loihi(), 8);
    }

    private Adam adam() {
        return new Adam().withLearningRate(learningRate).withWeightDecay(weightDecay);
    }

    @Override
    public boolean growsWithGradient() {
        return false;
    }

    @Override
    public List<String> state() {
        List<String> state = new ArrayList<>(adam().state());
        state.add("latent");
        return state;
    }

    @Override
    public void update(Update update, long step, double factor) {
        MemorySegment latent = update.state().getLast();
        long bytes = update.elements() * JAVA_FLOAT.byteSize();
        if (step == 1) {
            MemorySegment.copy(update.weights(), 0, latent, 0, bytes);
        }
        List<MemorySegment> moments = update.state().subList(0, update.state().size() - 1);
        adam().update(new Update(latent, update.gradient(), moments, update.elements(), update.decays()), step, factor);
        float unit = Math.scalb(1f, -bits);
        Device.Mantissas allowed = device.weights(true);
        int grain = update.decays() ? allowed.step() : 1;
        float low = update.decays() ? allowed.low() * unit : -Float.MAX_VALUE;
        float high = update.decays() ? allowed.high() * unit : Float.MAX_VALUE;
        Workers.split(update.elements(), (from, to) -> {
            for (long i = from; i < to; i++) {
                float kept = Math.clamp(latent.getAtIndex(JAVA_FLOAT, i), low, high);
                latent.setAtIndex(JAVA_FLOAT, i, kept);
                update.weights().setAtIndex(JAVA_FLOAT, i, (float) Math.rint(kept / (grain * unit)) * (grain * unit));
            }
        });
    }
}
