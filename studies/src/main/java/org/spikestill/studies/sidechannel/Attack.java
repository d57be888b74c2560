package org.spikestill.studies.sidechannel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.sidechannel.Scenario.Channel;
import org.spikestill.studies.sidechannel.Scenario.CounterMeasure;
import org.spikestill.studies.sidechannel.Scenario.Window;

/// Attacks on one secret through one channel: in both windows, under every counter-measure, over noise and numbers of traces.
/// Profiling chips and attacked chips are different ones.
///
/// @param profiles chips measured for each template
/// @param attacks chips attacked for each candidate
/// @param points of interest of a template
/// @param noises levels of noise, relative to the mean power or the period
/// @param traces numbers of traces that are averaged
record Attack(
        Secret secret,
        Channel channel,
        AxonHillock circuit,
        Measurement measurement,
        int profiles,
        int attacks,
        int points,
        List<Float> noises,
        List<Integer> traces)
        implements Step<Attack.Rates> {
    private static final Device USUAL = new Device(new AxonHillock(), 1, 1);

    Attack {
        noises = List.copyOf(noises);
        traces = List.copyOf(traces);
    }

    /// @param rates one for each window, counter-measure, noise and number of traces
    record Rates(List<Rate> rates) {
        Rates {
            rates = List.copyOf(rates);
        }
    }

    /// @param noise level
    /// @param traces averaged
    /// @param success share of the attacked chips whose candidate is guessed
    /// @param leaks whether the model lets the secret through, without counter-measure
    record Rate(
            Secret secret,
            Channel channel,
            Window window,
            CounterMeasure counterMeasure,
            float noise,
            int traces,
            double success,
            boolean leaks) {}

    @Override
    public ResultType<Rates> result() {
        return ResultType.record(Rates.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return (double) secret.candidates().size()
                * (profiles + attacks)
                * Window.values().length
                * CounterMeasure.values().length
                * noises.size()
                * traces.size()
                * measurement.samples();
    }

    @Override
    public Rates run(Inputs inputs, Context context) {
        List<Rate> rates = new ArrayList<>();
        for (Window window : Window.values()) {
            for (CounterMeasure counterMeasure : CounterMeasure.values()) {
                Scenario scenario = new Scenario(secret, channel, window, counterMeasure);
                for (int averaged : traces) {
                    context.cancellation().throwIfCancelled(context.name());
                    rates.addAll(rates(scenario, averaged, context.seed().split(context.name())));
                }
            }
        }
        return new Rates(rates);
    }

    private List<Rate> rates(Scenario scenario, int averaged, Seed seed) {
        Seed stream = seed.split(scenario.window().name())
                .split(scenario.counterMeasure().name())
                .split(averaged);
        List<List<double[]>> known = observations(scenario, averaged, profiles, stream.split("profiles"));
        List<List<double[]>> unknown = observations(scenario, averaged, attacks, stream.split("attacks"));
        List<Rate> rates = new ArrayList<>();
        for (float noise : noises) {
            double deviation = noise * measurement.noiseUnit(nominal(), scenario.channel()) / Math.sqrt(averaged);
            Seed chance = stream.split("noise").split(Float.floatToIntBits(noise));
            Templates templates = Templates.fit(noisy(known, deviation, chance.split("profiles")), points);
            double success = success(templates, noisy(unknown, deviation, chance.split("attacks")));
            rates.add(new Rate(
                    secret,
                    channel,
                    scenario.window(),
                    scenario.counterMeasure(),
                    noise,
                    averaged,
                    success,
                    scenario.leaks()));
        }
        return rates;
    }

    private Device nominal() {
        return new Device(circuit, USUAL.weight(), USUAL.neurons());
    }

    /// Averages of noiseless traces, by candidate and chip. Only a random start makes the traces of a chip differ.
    private List<List<double[]>> observations(Scenario scenario, int averaged, int chips, Seed seed) {
        int different = scenario.counterMeasure() == CounterMeasure.RANDOM_START ? averaged : 1;
        List<List<double[]>> all = new ArrayList<>();
        for (int c = 0; c < secret.candidates().size(); c++) {
            Device device = secret.in(nominal(), secret.candidates().get(c));
            Seed candidate = seed.split(c);
            all.add(IntStream.range(0, chips)
                    .mapToObj(chip -> mean(device, scenario, candidate.split(chip), different))
                    .toList());
        }
        return all;
    }

    private double[] mean(Device device, Scenario scenario, Seed chip, int traces) {
        double[] mean = null;
        for (int trace = 0; trace < traces; trace++) {
            double[] one = measurement.observe(
                    device, scenario, chip.split("parts"), chip.split("trial").split(trace));
            if (mean == null) {
                mean = new double[one.length];
            }
            for (int i = 0; i < one.length; i++) {
                mean[i] += one[i] / traces;
            }
        }
        return mean;
    }

    private static List<List<double[]>> noisy(List<List<double[]>> traces, double deviation, Seed seed) {
        List<List<double[]>> noisy = new ArrayList<>();
        for (int c = 0; c < traces.size(); c++) {
            List<double[]> one = new ArrayList<>();
            for (int chip = 0; chip < traces.get(c).size(); chip++) {
                double[] trace = traces.get(c).get(chip).clone();
                float[] noise = seed.split(c).split(chip).normals(trace.length);
                for (int i = 0; i < trace.length; i++) {
                    trace[i] += deviation * noise[i];
                }
                one.add(trace);
            }
            noisy.add(one);
        }
        return noisy;
    }

    private static double success(Templates templates, List<List<double[]>> traces) {
        int right = 0;
        int all = 0;
        for (int c = 0; c < traces.size(); c++) {
            for (double[] trace : traces.get(c)) {
                right += templates.guess(trace) == c ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }
}
