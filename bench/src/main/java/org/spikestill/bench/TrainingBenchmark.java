package org.spikestill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.torch.Torch;
import org.spikestill.model.settings.Hardware;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whole training steps: `training` (exact), `collapsed` and `memory`. Answers are checked first; the first contest is the
/// main one, whose variants stand at the top of the JSON.
public final class TrainingBenchmark {
    private static final List<Variant> EXACT = List.of(Variant.FUSED, Variant.FUSED_BF16, Variant.COMPOSED);
    private static final List<Variant> WITHOUT_REFERENCE = List.of(Variant.FUSED, Variant.FUSED_BF16);
    private static final List<Variant> COLLAPSED =
            List.of(Variant.COLLAPSED, Variant.COLLAPSED_BF16, Variant.FUSED, Variant.FUSED_BF16);

    private TrainingBenchmark() {}

    /// @param arguments the name, then `--json FILE` if wanted
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        Hardware machine = Hardware.here();
        result.put("machine", machine.cpu() + ", " + machine.cores() + " cores");
        result.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        result.put("library", Torch.version());
        System.out.println(result.get("machine").asString() + "; "
                + result.get("jvm").asString() + "; " + result.get("library").asString());
        System.out.println(Answers.check(Subject.small(4)));
        double idle = Memory.idle();
        result.put("idle_gigabytes", idle);
        List<Contest> contests = contests(arguments[0], idle);
        result.setAll(contests.getFirst().json());
        ArrayNode others = result.putArray("others");
        contests.stream().skip(1).forEach(contest -> others.add(contest.json()));
        System.out.printf("%nmemory is above an idle process of %.2f GB%n", idle);
        if (arguments.length == 3 && arguments[1].equals("--json")) {
            Files.writeString(Path.of(arguments[2]), result.toPrettyString() + "\n");
        }
    }

    private static List<Contest> contests(String name, double idle) throws IOException, InterruptedException {
        List<Contest> contests = new ArrayList<>();
        switch (name) {
            case "training" -> {
                contests.add(run(Subject.small(10), EXACT, idle));
                contests.add(run(Subject.small(4), EXACT, idle));
                contests.add(run(Subject.vgg9(0.5f, 4), WITHOUT_REFERENCE, idle));
            }
            case "collapsed" -> {
                for (int ticks : new int[] {10, 4, 16}) {
                    contests.add(run(Subject.small(ticks), COLLAPSED, idle));
                }
            }
            case "memory" -> {
                for (int ticks : new int[] {10, 4, 20}) {
                    contests.add(run(Subject.small(ticks), List.of(Variant.values()), idle));
                }
            }
            default -> throw new IllegalArgumentException("there is no training benchmark '" + name + "'");
        }
        return contests;
    }

    private static Contest run(Subject subject, List<Variant> variants, double idle)
            throws IOException, InterruptedException {
        Contest contest = Contest.of(subject, variants).weighed(idle);
        contest.print();
        return contest;
    }
}
