package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.report.result.PairedDifference;

/// Paired comparison of two networks on the test set: the samples that one of them alone classifies correctly.
///
/// @param first evaluated network, whose gain counts as positive
/// @param second evaluated network
public record ComparePaired(Ref<Evaluate.TestResult> first, Ref<Evaluate.TestResult> second)
        implements Step<PairedDifference> {
    @Override
    public ResultType<PairedDifference> result() {
        return ResultType.record(PairedDifference.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of(first, second);
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return 0;
    }

    @Override
    public PairedDifference run(Inputs inputs, Context context) throws IOException {
        List<Integer> ours = inputs.get(first).evaluation().predictions();
        List<Integer> theirs = inputs.get(second).evaluation().predictions();
        Dataset test = context.data().test();
        long gained = 0;
        long lost = 0;
        for (int i = 0; i < test.size(); i++) {
            int label = test.label(i);
            boolean right = ours.get(i) == label;
            boolean other = theirs.get(i) == label;
            gained += right && !other ? 1 : 0;
            lost += other && !right ? 1 : 0;
        }
        return new PairedDifference(test.size(), gained, lost);
    }
}
