package org.spikestill.studies.sidechannel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.spikestill.lab.experiment.Results;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.TimeSection;
import org.spikestill.studies.NetworkLine;
import org.spikestill.studies.sidechannel.Attack.Rate;
import org.spikestill.studies.sidechannel.Scenario.Channel;
import org.spikestill.studies.sidechannel.Scenario.CounterMeasure;
import org.spikestill.studies.sidechannel.Scenario.Window;

/// The report of a run.
record SideChannelPage(SideChannel settings, Results results) {
    /// Samples of the trace that is shown.
    private static final int SHOWN = 160;

    Page page() {
        Page page = Page.of("Side channels of an axon-hillock layer", "template attacks, seed " + settings.seed())
                .withKind("Spikestill study")
                .with(NotesSection.of(List.of(
                        "Templates are made from other chips than those attacked; parts differ by "
                                + Figures.percent(settings.measurement().mismatch()) + " from chip to chip.",
                        "Onset: the attacker measures from the first input current on. Steady: from an output edge on, some"
                                + " periods later.",
                        "Where nothing leaks, the model's observation does not depend on the secret: guessing succeeds in "
                                + Figures.percent(SideChannel.chance(Secret.WEIGHT)) + ".")))
                .with(overview())
                .with(traces());
        for (Secret secret : Secret.values()) {
            page = page.with(noise(secret)).with(counterMeasures(secret));
        }
        return page.with(TimeSection.of(NetworkLine.seconds(results)))
                .with(SettingsSection.of(Settings.write(settings), Settings.write(new SideChannel())));
    }

    private Section overview() {
        Table table = Table.of(
                "Success with the least noise and the most traces",
                Table.words("attack"),
                Table.words("window"),
                Table.words("leaks"),
                Table.numbers("unprotected"),
                Table.numbers("random start"),
                Table.numbers("constant power"));
        for (Secret secret : Secret.values()) {
            for (Channel channel : Channel.values()) {
                for (Window window : Window.values()) {
                    table = table.with(
                            words(secret) + " by " + words(channel),
                            words(window),
                            new Scenario(secret, channel, window, CounterMeasure.NONE).leaks() ? "yes" : "no",
                            success(secret, channel, window, CounterMeasure.NONE),
                            success(secret, channel, window, CounterMeasure.RANDOM_START),
                            success(secret, channel, window, CounterMeasure.PADDING));
                }
            }
        }
        return new Section("overview", "Eight attacks", table.toHtml());
    }

    private String success(Secret secret, Channel channel, Window window, CounterMeasure counterMeasure) {
        return Figures.percent(settings.best(results, secret, channel, window, counterMeasure));
    }

    /// Power traces of chips with each candidate of a secret.
    private Section traces() {
        List<Html> content = new ArrayList<>();
        for (Secret secret : Secret.values()) {
            List<Chart.Series> series = new ArrayList<>();
            for (int c = 0; c < secret.candidates().size(); c++) {
                double value = secret.candidates().get(c);
                Device device = secret.in(new Device(settings.circuit(), 1, 1), value);
                Scenario scenario = new Scenario(secret, Channel.POWER, Window.ONSET, CounterMeasure.NONE);
                double[] trace = settings.measurement()
                        .observe(device, scenario, Seed.of(settings.seed()).split("shown"), Seed.of(0));
                series.add(new Chart.Series(
                        words(secret) + " " + value,
                        c,
                        IntStream.range(0, Math.min(SHOWN, trace.length))
                                .mapToObj(i -> trace[i])
                                .toList()));
            }
            Chart chart = new Chart(
                    Chart.Kind.LINES,
                    "Power, " + words(secret),
                    "time in µs",
                    IntStream.range(0, SHOWN)
                            .mapToObj(i -> Figures.decimals(
                                    i * settings.measurement().power().sampleNanoseconds() / 1000, 2))
                            .toList(),
                    "power in nW",
                    Chart.Quantity.NUMBER,
                    series);
            content.add(chart.toHtml());
        }
        return new Section("traces", "Power traces without noise", content);
    }

    private Section noise(Secret secret) {
        List<Html> content = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            List<Chart.Series> series = new ArrayList<>();
            for (Window window : Window.values()) {
                for (int traces : settings.traces()) {
                    series.add(series(
                            words(window) + ", " + Figures.count(traces, "trace"),
                            series.size(),
                            of(secret, channel, window, CounterMeasure.NONE, traces)));
                }
            }
            Chart chart = chart(words(secret) + " by " + words(channel), series);
            content.add(chart.toHtml());
            content.add(chart.table().folded("As a table"));
        }
        return new Section("noise-" + words(secret), "Noise: " + words(secret), content);
    }

    private Section counterMeasures(Secret secret) {
        List<Html> content = new ArrayList<>();
        int traces = settings.traces().getLast();
        for (Channel channel : Channel.values()) {
            List<Chart.Series> series = new ArrayList<>();
            for (CounterMeasure counterMeasure : CounterMeasure.values()) {
                series.add(series(
                        words(counterMeasure),
                        series.size(),
                        of(secret, channel, Window.ONSET, counterMeasure, traces)));
            }
            Chart chart = chart(
                    words(secret) + " by " + words(channel) + " from the onset, " + Figures.count(traces, "trace"),
                    series);
            content.add(chart.toHtml());
            content.add(chart.table().folded("As a table"));
        }
        return new Section("protected-" + words(secret), "Counter-measures: " + words(secret), content);
    }

    private Chart chart(String title, List<Chart.Series> series) {
        return new Chart(
                Chart.Kind.LINES,
                title,
                "noise",
                settings.noises().stream().map(String::valueOf).toList(),
                "success",
                Chart.Quantity.PERCENT,
                series);
    }

    private List<Rate> of(Secret secret, Channel channel, Window window, CounterMeasure counterMeasure, int traces) {
        return SideChannel.rates(results).stream()
                .filter(each -> each.secret() == secret
                        && each.channel() == channel
                        && each.window() == window
                        && each.counterMeasure() == counterMeasure
                        && each.traces() == traces)
                .toList();
    }

    private static Chart.Series series(String name, int colour, List<Rate> rates) {
        return new Chart.Series(name, colour, rates.stream().map(Rate::success).toList());
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
