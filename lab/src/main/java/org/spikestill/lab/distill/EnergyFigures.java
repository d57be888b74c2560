package org.spikestill.lab.distill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.Results;
import org.spikestill.model.Network;
import org.spikestill.report.energy.Estimate;
import org.spikestill.report.energy.PriceTable;
import org.spikestill.report.energy.PricedNetwork;
import org.spikestill.report.energy.WorkCounts;
import org.spikestill.report.result.Evaluation;

/// Energy per sample of a run's networks: work on the test set, priced.
///
/// @param counts of the spiking networks by title, the student's last
/// @param priced these and the artificial networks they are compared with
record EnergyFigures(Map<String, WorkCounts> counts, List<PricedNetwork> priced) {
    /// The prices of reports and tables; the command `energy` takes others.
    private static final PriceTable PRICES = PriceTable.of("45nm-fp32");

    /// Nanojoules per sample of one network.
    ///
    /// @param prices name of the table
    record Nanojoules(String network, String prices, double computation, double withMemory) {}

    /// The origin of the figures, and what they leave out.
    static String remark() {
        return "Energy per test sample is an estimate: operations counted by NeuroBench's definition, times the prices of "
                + PRICES.describe() + "; in 8 bits those of " + PricedNetwork.QUANTISED
                + ". An artificial network does all its operations once. In none of the figures: "
                + String.join(", ", Estimate.NEVER) + ".";
    }

    static EnergyFigures of(DistillRun run, Results results) {
        Map<String, WorkCounts> counts = new LinkedHashMap<>();
        Map<String, Network> teacher = new LinkedHashMap<>();
        for (DistillRun.Line line : run.lines()) {
            Network network = results.get(line.network()).model().network();
            Evaluation evaluation = results.get(line.test()).evaluation();
            if (!evaluation.work().isEmpty()) {
                counts.put(line.title(), WorkCounts.of(network, evaluation));
            }
            if (line.network().name().equals("teacher") && !network.isSpiking()) {
                teacher.put(line.title(), network);
            }
        }
        Network student = results.get(run.student()).model().network();
        return new EnergyFigures(
                counts, counts.isEmpty() ? List.of() : PricedNetwork.table(counts, student, teacher, PRICES));
    }

    /// Figures for programs: the student's, then of the artificial networks; empty where nothing was counted.
    Map<String, Nanojoules> summary(String student) {
        Map<String, Nanojoules> figures = new LinkedHashMap<>();
        if (counts.containsKey(student)) {
            put(figures, "student", priced.get(List.copyOf(counts.keySet()).indexOf(student)));
            put(figures, "artificial", priced.get(counts.size()));
            put(figures, "quantised", priced.get(counts.size() + 1));
            if (priced.size() > counts.size() + 2) {
                put(figures, "teacher", priced.getLast());
            }
        }
        return figures;
    }

    private static void put(Map<String, Nanojoules> figures, String key, PricedNetwork each) {
        Optional<Double> computation = each.computation().nanojoules();
        Optional<Double> withMemory = each.withMemory().nanojoules();
        if (computation.isPresent() && withMemory.isPresent()) {
            figures.put(key, new Nanojoules(each.network(), each.table(), computation.get(), withMemory.get()));
        }
    }
}
