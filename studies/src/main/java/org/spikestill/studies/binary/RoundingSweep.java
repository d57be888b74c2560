package org.spikestill.studies.binary;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.ModelFile;
import org.spikestill.studies.TrainerAccuracy;

/// Validation accuracy under several widths of the weights.
///
/// @param trained network
/// @param bits widths, each 2 to 16
public record RoundingSweep(
        Ref<ModelResult> trained,
        Integration integration,
        Encoder encoder,
        int ticks,
        ReadOut readOut,
        List<Integer> bits)
        implements Step<RoundingSweep.Widths> {
    public RoundingSweep {
        bits = List.copyOf(bits);
    }

    /// @param unrounded accuracy with the weights as trained
    /// @param rounded accuracy for each width
    public record Widths(double unrounded, List<Width> rounded) {
        public Widths {
            rounded = List.copyOf(rounded);
        }
    }

    /// @param bits of a weight
    /// @param validation accuracy, a share
    public record Width(int bits, double validation) {}

    @Override
    public ResultType<Widths> result() {
        return ResultType.record(Widths.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(trained);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return (bits.size() + 1)
                * TrainerAccuracy.work(
                        before.network(trained), ticks, before.data().validation());
    }

    @Override
    public Widths run(Inputs inputs, Context context) {
        ModelFile model = inputs.get(trained).model();
        SpikeCounting plain = SpikeCounting.of(model.network(), model.weights(), integration, encoder, ticks, readOut);
        List<Width> widths = new ArrayList<>();
        for (int width : bits) {
            SpikeCounting rounded = SpikeCounting.of(
                    model.network(),
                    new WeightRounding(width).of(model.network(), model.weights()),
                    integration,
                    encoder,
                    ticks,
                    readOut);
            widths.add(new Width(width, accuracy(rounded, context)));
        }
        return new Widths(accuracy(plain, context), widths);
    }

    private static double accuracy(SpikeCounting counting, Context context) {
        return TrainerAccuracy.of(
                counting.network(), counting.weights(), context.data().validation(), context);
    }
}
