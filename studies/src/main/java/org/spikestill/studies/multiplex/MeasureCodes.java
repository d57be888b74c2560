package org.spikestill.studies.multiplex;

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

/// Round trips of random values through every code, alone and multiplexed, and information per spike under jitter.
///
/// @param values drawn for each figure
/// @param jitters standard deviations of spike times in milliseconds
/// @param bins of a value when information is counted
record MeasureCodes(MultiplexedCode code, int values, List<Float> jitters, int bins)
        implements Step<MeasureCodes.Measured> {
    MeasureCodes {
        jitters = List.copyOf(jitters);
    }

    /// @param roundTrips without jitter
    /// @param channels under jitter
    record Measured(List<RoundTrip> roundTrips, List<Jittered> channels) {
        Measured {
            roundTrips = List.copyOf(roundTrips);
            channels = List.copyOf(channels);
        }
    }

    /// @param largest error of all values
    /// @param bound that the code states
    record RoundTrip(String code, double largest, double bound) {}

    /// @param jitterMillis standard deviation
    /// @param meanError of the values
    /// @param bitsPerSpike information of all values on a train by its spikes
    record Jittered(String code, double jitterMillis, double meanError, double bitsPerSpike) {}

    @Override
    public ResultType<Measured> result() {
        return ResultType.record(Measured.class);
    }

    @Override
    public List<Ref<?>> inputs() {
        return List.of();
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return (double) values * (jitters.size() + 1) * 100;
    }

    @Override
    public Outline check(String name, Known before) {
        return Outline.none();
    }

    @Override
    public Measured run(Inputs inputs, Context context) {
        Seed seed = context.seed().split(context.name());
        List<RoundTrip> trips = new ArrayList<>();
        List<Jittered> jittered = new ArrayList<>();
        for (Alone each : alone()) {
            trips.add(new RoundTrip(each.name, pass(each, 0, seed).largest, each.code.bound()));
        }
        trips.addAll(multiplexedTrips(seed));
        for (float jitter : jitters) {
            for (Alone each : alone()) {
                Pass pass = pass(each, jitter, seed);
                jittered.add(new Jittered(each.name, jitter, pass.mean, pass.bits / each.spikes));
            }
            MultiplexedPass pass = multiplexed(jitter, seed);
            jittered.add(new Jittered("multiplexed", jitter, pass.meanError(), pass.bits() / code.spikes()));
        }
        return new Measured(trips, jittered);
    }

    private record Alone(String name, Code code, int spikes) {}

    private List<Alone> alone() {
        return List.of(
                new Alone("latency", code.latency(), 1),
                new Alone("intervals", code.intervals(), code.spikes()),
                new Alone("phase", code.phase(), 1));
    }

    private record Pass(double largest, double mean, double bits) {}

    private Pass pass(Alone alone, double jitter, Seed seed) {
        Seed draws = seed.split(alone.name);
        MutualInformation information = new MutualInformation(bins);
        double largest = 0;
        double sum = 0;
        for (int i = 0; i < values; i++) {
            double x = Seed.uniform(draws.value(), i);
            List<Double> sent = alone.code.encode(x, i);
            double y =
                    alone.code.decode(moved(sent, jitter, draws.split("jitter").split(i)), i);
            information.add(x, y);
            largest = Math.max(largest, Math.abs(y - x));
            sum += Math.abs(y - x);
        }
        return new Pass(largest, sum / values, information.bits());
    }

    /// Spikes a little early or late, in order.
    private static List<Double> moved(List<Double> spikes, double jitter, Seed seed) {
        if (jitter == 0) {
            return spikes;
        }
        float[] noise = seed.normals(spikes.size());
        return IntStream.range(0, spikes.size())
                .mapToObj(k -> spikes.get(k) + jitter * noise[k])
                .sorted()
                .toList();
    }

    /// Errors and information of the parts of a multiplexed train.
    private record MultiplexedPass(double[] largest, double[] mean, double[] information) {
        double bits() {
            double sum = 0;
            for (double each : information) {
                sum += each;
            }
            return sum;
        }

        double meanError() {
            double sum = 0;
            for (double each : mean) {
                sum += each / mean.length;
            }
            return sum;
        }
    }

    private MultiplexedPass multiplexed(double jitter, Seed seed) {
        int parts = 2 + code.spikes();
        Seed draws = seed.split("multiplexed");
        MutualInformation[] information = new MutualInformation[parts];
        for (int part = 0; part < parts; part++) {
            information[part] = new MutualInformation(bins);
        }
        double[] largest = new double[parts];
        double[] mean = new double[parts];
        for (int i = 0; i < values; i++) {
            double[] sent = new double[parts];
            for (int part = 0; part < parts; part++) {
                sent[part] = Seed.uniform(draws.value(), (long) i * parts + part);
            }
            List<Double> train = code.encode(values(sent), i);
            double[] received =
                    array(code.decode(moved(train, jitter, draws.split("jitter").split(i)), i));
            for (int part = 0; part < parts; part++) {
                double error = Math.abs(received[part] - sent[part]);
                information[part].add(sent[part], received[part]);
                largest[part] = Math.max(largest[part], error);
                mean[part] += error / values;
            }
        }
        double[] bits = new double[parts];
        for (int part = 0; part < parts; part++) {
            bits[part] = information[part].bits();
        }
        return new MultiplexedPass(largest, mean, bits);
    }

    private static MultiplexedCode.Values values(double[] parts) {
        return new MultiplexedCode.Values(
                parts[0],
                parts[1],
                IntStream.range(2, parts.length).mapToObj(part -> parts[part]).toList());
    }

    private static double[] array(MultiplexedCode.Values values) {
        double[] parts = new double[2 + values.phases().size()];
        parts[0] = values.latency();
        parts[1] = values.interval();
        for (int k = 0; k < values.phases().size(); k++) {
            parts[2 + k] = values.phases().get(k);
        }
        return parts;
    }

    private List<RoundTrip> multiplexedTrips(Seed seed) {
        MultiplexedPass pass = multiplexed(0, seed);
        double phases = 0;
        for (int part = 2; part < pass.largest.length; part++) {
            phases = Math.max(phases, pass.largest[part]);
        }
        return List.of(
                new RoundTrip(
                        "multiplexed latency", pass.largest[0], code.latency().bound()),
                new RoundTrip(
                        "multiplexed intervals",
                        pass.largest[1],
                        code.intervals().bound()),
                new RoundTrip("multiplexed phase", phases, code.phase().bound()));
    }
}
