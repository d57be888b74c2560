package org.spikestill.cli;

import org.spikestill.lab.train.StepProfile;
import org.spikestill.report.TextTable;

/// A profile for people.
final class ProfileTable {
    private ProfileTable() {}

    static String of(StepProfile profile) {
        TextTable table = new TextTable("layer", "forward ms", "backward ms", "bare ms", "output MB");
        double inLayers = 0;
        for (StepProfile.Row row : profile.rows()) {
            inLayers += row.forward() + row.backward();
            table.row(
                    row.layer(),
                    millis(row.forward()),
                    millis(row.backward()),
                    row.bare().map(ProfileTable::millis).orElse(""),
                    row.bytes() == 0 ? "" : "%.2f".formatted(row.bytes() / 1e6));
        }
        table.row("the rest", "", millis(Math.max(0, profile.seconds() - inLayers)), "", "");
        return """
                %s: a step of %d samples takes %s ms, %.0f samples a second
                %.2f times what its convolutions and products take alone, %s ms

                %s""".formatted(
                        profile.stage(),
                        profile.batch(),
                        millis(profile.seconds()),
                        profile.batch() / profile.seconds(),
                        profile.seconds() / profile.bare(),
                        millis(profile.bare()),
                        table);
    }

    private static String millis(double seconds) {
        return "%.2f".formatted(1e3 * seconds);
    }
}
