package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

class ConversionMatrixTest {
    static final int TICKS = 256;

    static Map<String, List<Pass>> methods() {
        Map<String, List<Pass>> m = new LinkedHashMap<>();
        Direct d = new Direct();
        m.put("threshold-balancing", new ThresholdBalancing(1, 0.7f, 64).passes(d, TICKS));
        m.put("threshold-balancing-1", new ThresholdBalancing(1, 1f, 64).passes(d, TICKS));
        m.put("rmp", new Rmp(1, 0.5f, 64).passes(d, TICKS));
        m.put("rmp-1", new Rmp(1, 1f, 64).passes(d, TICKS));
        m.put("data-based", new DataBased(1, 256, false).passes(d, TICKS));
        m.put("model-based", new ModelBased().passes(d, TICKS));
        m.put("light", new LightCalibration(2, 64).passes(d, TICKS));
        m.put("advanced", new AdvancedCalibration(2, 64, 0).passes(d, TICKS));
        m.put("qcfs", new Qcfs().passes(d, TICKS));
        for (float s : new float[] {1, 0.7f, 0.5f, 0.4f, 0.3f})
            m.put(
                    "default-" + s,
                    List.of(
                            new FoldBatchNorm(),
                            new ReluToSpike(new Lif(), d, TICKS),
                            new BalanceThresholds(0.997f, s, 64, 32)));
        return m;
    }

    @Test
    void all() throws IOException {
        StringBuilder table = new StringBuilder();
        try (DataSplits data = DataSplits.of(new Strokes(2000, 250, 12, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            for (int i : new int[] {0, 1, 2, 3, 8, 9, 10, 11, 4, 15}) {
                TrainedAnn.Kind kind = new TrainedAnn.Kind((i & 1) > 0, (i & 2) > 0, (i & 4) > 0, (i & 8) > 0);
                long s = System.nanoTime();
                TrainedAnn ann = TrainedAnn.of(kind, data);
                double before = ann.evaluated(data).accuracy();
                System.out.printf("%s: ANN %.1f  (%.1f s)%n", kind, 100 * before, (System.nanoTime() - s) / 1e9);
                methods().forEach((name, passes) -> {
                    long t = System.nanoTime();
                    try {
                        Converted c = Conversion.of(passes, ann.network(), ann.weights(), data.train(), (_, _) -> {});
                        double after = TrainedAnn.evaluated(c.network(), c.weights(), data)
                                .accuracy();
                        System.out.printf(
                                "   %s %.1f -> %.1f (%.1f s)%n",
                                name, 100 * before, 100 * after, (System.nanoTime() - t) / 1e9);
                    } catch (InvalidNetwork e) {

                    } catch (IOException e) {
                        throw new RuntimeException(e);
                    }
                });
            }
        }
    }
}
