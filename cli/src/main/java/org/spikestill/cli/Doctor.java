package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Checks the machine and says how to mend it.
@Command(
        name = "doctor",
        description =
                "Checks Java, kernels, native libraries, memory, cores, data and folders, and names the way out of"
                        + " each failure.",
        sortOptions = false)
final class Doctor implements Callable<Integer> {
    private static final int SUBJECT = 20;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDir dataDir;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /// @param usable whether nothing failed
    private record Diagnosis(boolean usable, List<Finding> findings) {}

    Doctor(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Checkup(System.getenv(), dataDir.path(), Path.of("runs")).findings();
        boolean usable = findings.stream().noneMatch(each -> each.grade() == Finding.Grade.FAIL);
        if (json) {
            spec.commandLine().getOut().println(Settings.toJson(Settings.write(new Diagnosis(usable, findings))));
        } else {
            findings.forEach(each -> spec.commandLine().getOut().println(line(each)));
        }
        return (usable ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
    }

    private String line(Finding finding) {
        String grade = "%-5s ".formatted(finding.grade().name().toLowerCase(Locale.ROOT));
        return Paragraph.of(grade + finding.subject(), SUBJECT, finding.text(), terminal.width());
    }
}
