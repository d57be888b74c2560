package org.spikestill.export.certificate;

import java.util.List;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.device.Device;
import org.spikestill.runtime.device.Placement;

/// The emulation of a network in the integers of a device, whose digest is that of all integers placed on it.
public record DeviceRun(Device device) implements Implementation.Maker {
    @Override
    public String name() {
        return Device.catalog().name(device);
    }

    @Override
    public Implementation of(Network network, Weights weights) throws Implementation.Unavailable {
        try {
            String digest = Placement.of(device, network, weights).digest();
            Engine engine = Engine.on(device, network, weights);
            List<String> layers =
                    network.firing().stream().map(Network.Node::name).toList();
            return new Emulation(digest, layers, engine, engine.open());
        } catch (InvalidNetwork e) {
            throw new Implementation.Unavailable(e.getMessage());
        }
    }

    private record Emulation(String artefact, List<String> layers, Engine engine, Session session)
            implements Implementation {
        @Override
        public SampleTrace run(float[] sample, long key) {
            return EngineRun.trace(session, layers, sample, key);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
