package org.spikestill.studies.sidechannel;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikestill.data.DataSplits;
import org.spikestill.data.NoData;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.Graph;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;
import org.spikestill.report.Page;
import org.spikestill.report.TextTable;
import org.spikestill.studies.sidechannel.Attack.Rate;
import org.spikestill.studies.sidechannel.Scenario.Channel;
import org.spikestill.studies.sidechannel.Scenario.CounterMeasure;
import org.spikestill.studies.sidechannel.Scenario.Window;

/// Side-channel analysis of an analog spiking layer: template attacks on weight, neuron count, threshold and capacitor through
/// supply power and spike timing, and two counter-measures (after SCANN, Cryptography 2023).
///
/// @param circuit of every neuron
/// @param measurement of a chip
/// @param profiles chips measured for each template, 8 to 10000
/// @param attacks chips attacked for each candidate, 8 to 10000
/// @param points of interest of a template, 1 to 64
/// @param noises standard deviations, relative to the mean power of a neuron or to its period, each > 0
/// @param traces numbers of traces that are averaged, each ≥ 1
/// @param seed root of all random numbers
@Name("side-channel")
public record SideChannel(
        AxonHillock circuit,
        Measurement measurement,
        int profiles,
        int attacks,
        int points,
        List<Float> noises,
        List<Integer> traces,
        long seed)
        implements Experiment {
    public SideChannel {
        within("profiles", profiles, 8, 10_000);
        within("attacks", attacks, 8, 10_000);
        within("points", points, 1, 64);
        noises = List.copyOf(noises);
        traces = List.copyOf(traces);
        if (noises.isEmpty() || traces.isEmpty()) {
            throw new InvalidSettings("noises and traces need a value each: name some, as in noises=[0.1,1]");
        }
        noises.forEach(each -> positive("noises", each));
        traces.forEach(each -> within("traces", each, 1, 1000));
        float input = 2 * measurement.unitNanoamperes();
        if (circuit.resetNanoamperes() <= input) {
            throw new InvalidSettings("circuit.resetNanoamperes is " + circuit.resetNanoamperes()
                    + ": it must exceed twice measurement.unitNanoamperes, " + input + ", or the output stays high");
        }
    }

    public SideChannel() {
        this(
                new AxonHillock(),
                new Measurement(),
                60,
                60,
                8,
                List.of(0.01f, 0.03f, 0.1f, 0.3f, 1f, 3f, 10f),
                List.of(1, 4, 16),
                1);
    }

    @Override
    public String example() {
        return "--profiles 30 --attacks 30 --noises \"[0.01,1]\" --traces \"[1]\"";
    }

    @Override
    public RunSettings run() {
        return new RunSettings(new NoData(), 0.1f, seed);
    }

    @Override
    public String folderName() {
        return "side-channel-" + seed;
    }

    static Ref<Attack.Rates> attack(Secret secret, Channel channel) {
        return new Ref<>(
                secret.name().toLowerCase(Locale.ROOT) + "-by-" + channel.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Graph graph(DataSplits splits) {
        Graph.Builder graph = new Graph.Builder();
        Ref<Attack.Rates> last = null;
        for (Secret secret : Secret.values()) {
            for (Channel channel : Channel.values()) {
                last = graph.add(
                        attack(secret, channel).name(),
                        new Attack(secret, channel, circuit, measurement, profiles, attacks, points, noises, traces));
            }
        }
        return graph.build(last);
    }

    /// All success rates, attack by attack.
    static List<Rate> rates(Results results) {
        List<Rate> all = new ArrayList<>();
        for (Secret secret : Secret.values()) {
            for (Channel channel : Channel.values()) {
                all.addAll(results.get(attack(secret, channel)).rates());
            }
        }
        return all;
    }

    /// Success with the least noise and the most traces.
    double best(Results results, Secret secret, Channel channel, Window window, CounterMeasure counterMeasure) {
        return rates(results).stream()
                .filter(each -> each.secret() == secret
                        && each.channel() == channel
                        && each.window() == window
                        && each.counterMeasure() == counterMeasure
                        && each.noise() == noises.getFirst()
                        && each.traces() == traces.getLast())
                .mapToDouble(Rate::success)
                .findFirst()
                .orElse(Double.NaN);
    }

    /// Success of guessing.
    static double chance(Secret secret) {
        return 1.0 / secret.candidates().size();
    }

    /// Figures of the study.
    ///
    /// @param rates success of every attack, with all circumstances
    record Summary(long seed, List<Rate> rates, SideChannel settings) {}

    @Override
    public Record summary(Results results) {
        return new Summary(seed, rates(results), this);
    }

    @Override
    public List<Column> columns() {
        return List.of();
    }

    @Override
    public Page page(Results results) {
        return new SideChannelPage(this, results).page();
    }

    @Override
    public String text(Results results) {
        TextTable table = new TextTable("attack", "window", "leaks", "unprotected", "random start", "constant power");
        for (Secret secret : Secret.values()) {
            for (Channel channel : Channel.values()) {
                for (Window window : Window.values()) {
                    Scenario scenario = new Scenario(secret, channel, window, CounterMeasure.NONE);
                    table.row(
                            (secret + " by " + channel).toLowerCase(Locale.ROOT),
                            window.name().toLowerCase(Locale.ROOT),
                            scenario.leaks() ? "yes" : "no",
                            percent(best(results, secret, channel, window, CounterMeasure.NONE)),
                            percent(best(results, secret, channel, window, CounterMeasure.RANDOM_START)),
                            percent(best(results, secret, channel, window, CounterMeasure.PADDING)));
                }
            }
        }
        return table + "\nsuccess at noise " + noises.getFirst() + " with " + traces.getLast()
                + " traces; guessing succeeds in " + percent(chance(Secret.WEIGHT));
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }
}
