package org.spikestill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.torch.Torch;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whole training steps: `training` (exact), `rate-based`, `currents` (neurons with a synaptic current) and `memory`. Answers are checked first; the first contest is the
/// main one, whose variants stand at the top of the JSON.
public final class TrainingBenchmark {
    private static final List<Variant> EXACT = List.of(Variant.FUSED, Variant.FUSED_BF16, Variant.COMPOSED);
    private static final List<Variant> WITHOUT_REFERENCE = List.of(Variant.FUSED, Variant.FUSED_BF16);
    private static final List<Variant> RATE_BASED =
            List.of(Variant.RATE_BASED, Variant.RATE_BASED_BF16, Variant.FUSED, Variant.FUSED_BF16);

    private static final List<Variant> CURRENTS = List.of(Variant.FUSED, Variant.RATE_BASED, Variant.COMPOSED);

    private static final List<Peer.Setup> BEST_PEERS = List.of(
            Peer.Setup.SPIKINGJELLY,
            Peer.Setup.SPIKINGJELLY_BEST,
            Peer.Setup.SPIKINGJELLY_BF16,
            Peer.Setup.SNNTORCH_BEST,
            Peer.Setup.SNNTORCH_BF16_BEST);

    /// The folder `bench`.
    private static final Path HOME = Path.of(System.getProperty("spikestill.home", "."), "bench");

    private TrainingBenchmark() {}

    /// @param arguments the name, then `--json FILE` if wanted
    public static void main(String[] arguments) throws IOException {
        ObjectNode result = Report.machine().put("library", Torch.version());
        System.out.println(result.get("machine").asString() + "; "
                + result.get("jvm").asString() + "; " + result.get("library").asString());
        System.out.println(Answers.check(BenchNetwork.small(4)));
        double idle = Memory.idle();
        result.put("idle_gigabytes", idle);
        List<Comparison> contests = contests(arguments[0], idle);
        result.setAll(contests.getFirst().json());
        ArrayNode others = result.putArray("others");
        contests.stream().skip(1).forEach(contest -> others.add(contest.json()));
        System.out.printf("%nmemory is above an idle process of %.2f GB%n", idle);
        if (arguments.length == 3 && arguments[1].equals("--json")) {
            Files.writeString(Path.of(arguments[2]), result.toPrettyString() + "\n");
        }
    }

    private static List<Comparison> contests(String name, double idle) {
        List<Comparison> contests = new ArrayList<>();
        switch (name) {
            case "training" -> {
                contests.add(run(BenchNetwork.small(10), EXACT, List.of(Peer.Setup.values()), idle));
                contests.add(run(BenchNetwork.small(4), EXACT, BEST_PEERS, idle));
                contests.add(run(BenchNetwork.vgg9(0.5f, 4), WITHOUT_REFERENCE, List.of(), idle));
            }
            case "rate-based" -> {
                contests.add(run(BenchNetwork.small(10), RATE_BASED, List.of(Peer.Setup.SPIKINGJELLY), idle));
                contests.add(run(BenchNetwork.small(4), RATE_BASED, List.of(), idle));
                contests.add(run(BenchNetwork.small(16), RATE_BASED, List.of(), idle));
            }
            case "currents" -> {
                for (String neuron : List.of("cuba-lif", "loihi-lif")) {
                    BenchNetwork subject = BenchNetwork.small(neuron, 4);
                    System.out.println(Answers.checkExact(subject));
                    contests.add(run(subject, CURRENTS, List.of(), idle));
                }
            }
            case "memory" -> {
                List<Variant> all = List.of(Variant.values());
                contests.add(run(BenchNetwork.small(10), all, BEST_PEERS, idle));
                contests.add(run(BenchNetwork.small(4), all, BEST_PEERS, idle));
                contests.add(run(BenchNetwork.small(20), all, BEST_PEERS, idle));
            }
            default -> throw new IllegalArgumentException("there is no training benchmark '" + name + "'");
        }
        return contests;
    }

    private static Comparison run(BenchNetwork subject, List<Variant> variants, List<Peer.Setup> setups, double idle) {
        List<Contender> entrants = new ArrayList<>();
        variants.forEach(variant -> entrants.add(new Own(subject, variant, idle)));
        if (Peer.installed(HOME)) {
            setups.forEach(setup -> {
                Peer peer = new Peer(setup, subject, HOME);
                System.out.println(peer.label() + " fires " + peer.spikes());
                entrants.add(peer);
            });
        } else if (!setups.isEmpty()) {
            System.out.println("other frameworks are left out: bench/peers/training.sh installs them");
        }
        Comparison contest = Comparison.of(subject, entrants);
        contest.print();
        return contest;
    }
}
