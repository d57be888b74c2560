package org.spikestill.bench.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A user who may write neither the checkout, in which the command starts, nor the home folder. The native libraries then go to the folder
/// of temporary files.
final class OtherUser {
    private static final String NAME = "another user, checkout and home read-only";

    /// Number of the user and the group without rights, by the convention of most systems.
    private static final String USER = "65534";

    private OtherUser() {}

    /// @param folder of the home
    /// @param temporary folder that every user may write
    static Environment in(Path folder, Path temporary) throws IOException, InterruptedException {
        Path checkout = Path.of(System.getProperty("spikestill.home", "")).toAbsolutePath();
        List<String> prefix = List.of(
                "setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "env", "-C", checkout.toString());
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        ToolRun change = ToolRun.of(with(prefix, "true"));
        if (change.exit() != 0) {
            return Environment.lacking(NAME, "the user cannot be changed: " + change.text());
        }
        for (Path each : List.of(checkout, home)) {
            if (ToolRun.of(with(prefix, "test", "-w", each.toString())).exit() == 0) {
                return Environment.lacking(NAME, each + " can be written by every user");
            }
        }
        for (String file : Child.CLASS_PATH.split(File.pathSeparator)) {
            if (ToolRun.of(with(prefix, "test", "-r", file)).exit() != 0) {
                return Environment.lacking(NAME, file + " cannot be read by other users");
            }
        }
        return new Environment(
                NAME,
                prefix,
                Map.of("HOME", home.toString()),
                List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary),
                Environment.FOLDER,
                "");
    }

    private static List<String> with(List<String> prefix, String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }
}
