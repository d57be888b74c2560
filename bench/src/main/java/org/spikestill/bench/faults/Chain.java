package org.spikestill.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// A command that is killed in one phase after the other and resumed each time, until it ends.
final class Chain {
    private final Scenario scenario;
    private final List<Phase> phases;
    private final Pattern end;
    private final List<String> flags;
    private final Path root;
    private final List<Long> nanos = new ArrayList<>();
    private Snapshot wanted;

    /// The end of a chain.
    ///
    /// @param kills phases in which the command was killed
    /// @param findings reasons why files or the result are not as promised
    record End(List<String> kills, List<String> findings) {
        End {
            kills = List.copyOf(kills);
            findings = List.copyOf(findings);
        }
    }

    /// @param end beginning of the line that ends the last phase; if there is none, the process's end does
    /// @param flags of the JVM, such as the folder that native libraries are unpacked to
    Chain(Scenario scenario, List<Phase> phases, String end, List<String> flags, Path root) {
        this.scenario = scenario;
        this.phases = List.copyOf(phases);
        this.end = Pattern.compile(end);
        this.flags = List.copyOf(flags);
        this.root = root;
    }

    /// Runs the command without disturbance: its files are those to be reached, and each phase lasts as long as here.
    void measure() throws IOException, InterruptedException {
        Path work = Trial.fresh(root);
        Child child = new Child(flags, scenario.begin());
        if (child.end() != 0) {
            throw new IllegalStateException("a command that nobody disturbed failed: " + child.text());
        }
        List<Long> moments = new ArrayList<>();
        for (Phase phase : phases) {
            moments.add(child.waitFor(phase.from()));
        }
        moments.add(child.waitFor(end));
        for (int i = 0; i < phases.size(); i++) {
            nanos.add(Math.max(1, moments.get(i + 1) - moments.get(i)));
        }
        wanted = Snapshot.of(work);
    }

    /// @param most kills at most
    End run(Random random, int most) throws IOException, InterruptedException {
        Path work = Trial.fresh(root);
        List<String> kills = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < phases.size() && kills.size() < most; i++) {
            Child child = new Child(flags, scenario.next());
            child.waitFor(phases.get(i).from());
            LockSupport.parkNanos(random.nextLong(nanos.get(i)));
            if (!child.kill()) {
                break; // it was faster than before
            }
            kills.add(phases.get(i).name());
            Snapshot.halves(work).stream()
                    .filter(each -> !each.endsWith("was left")) // the next command sweeps drafts up
                    .forEach(findings::add);
        }
        Child last = new Child(flags, scenario.next());
        if (last.end() != 0) {
            findings.add("not resumed: " + last.text());
        }
        wanted.differences(Snapshot.of(work)).forEach(name -> findings.add("other content: " + name));
        String where = scenario.name() + ", killed in " + kills + ": ";
        return new End(kills, findings.stream().map(each -> where + each).toList());
    }
}
