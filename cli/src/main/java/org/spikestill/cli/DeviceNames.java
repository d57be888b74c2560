package org.spikestill.cli;

import java.util.ArrayList;
import org.spikestill.runtime.device.Device;

/// Names of the devices, for help texts and completion.
final class DeviceNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    DeviceNames() {
        super(Device.catalog().names());
    }
}
