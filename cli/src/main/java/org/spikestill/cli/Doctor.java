package org.spikestill.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private OutputForm form;

    /// @param usable whether nothing failed
    private record Diagnosis(boolean usable, List<Finding> findings) {}

    Doctor(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Checkup(System.getenv(), dataDir.path(), Path.of("runs")).findings();
        boolean usable = findings.stream().noneMatch(each -> each.grade() == Finding.Grade.FAIL);
        form.print(
                spec,
                new Diagnosis(usable, findings),
                () -> findings.stream().map(this::line).collect(Collectors.joining(System.lineSeparator())));
        return (usable ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
    }

    private String line(Finding finding) {
        String grade = "%-5s ".formatted(finding.grade().name().toLowerCase(Locale.ROOT));
        return Paragraph.of(grade + finding.subject(), SUBJECT, finding.text(), terminal.width());
    }
}
