package org.spikestill.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The `spikestill` command.
@Command(
        name = "spikestill",
        description = "Distils trained artificial networks into spiking ones.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /// Reads the version off the jar the command was started from.
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"spikestill " + (version == null ? "(not packaged)" : version)};
        }
    }
}
