package org.spikestill.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.lab.measure.HeldOut;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.device.Device;

/// A model file that a command works on.
///
/// @param file whose name messages give
record OpenModel(Path file, ModelFile content) {
    static OpenModel read(Path file) {
        return new OpenModel(file, ModelFile.read(file));
    }

    Network network() {
        return content.network();
    }

    int classes() {
        return network().shapes().get(network().output().name()).elements();
    }

    /// Names of the classes: those in the file, or else others of that number, or else numbers.
    List<String> classNames(List<String> others) {
        List<String> stored = content.provenance().classNames();
        return Stream.of(stored, others)
                .filter(names -> names.size() == classes())
                .findFirst()
                .orElseGet(() ->
                        IntStream.range(0, classes()).mapToObj(String::valueOf).toList());
    }

    String digest() {
        return ModelFile.digest(file);
    }

    /// The event-driven engine for this model.
    Engine engine() {
        return engine(WeightType.FP32);
    }

    /// The engine with weights kept in another type.
    Engine engine(WeightType weights) {
        return engine(() -> Engine.of(content, weights));
    }

    /// The engine whose sessions can be listened to.
    Engine traced() {
        return engine(() -> Engine.traced(network(), content.weights(), WeightType.FP32));
    }

    private Engine engine(Supplier<Engine> maker) {
        if (!network().isSpiking()) {
            throw new InvalidFile(
                    file,
                    "holds an artificial network, which no event drives: judge it with 'evaluate --engine torch', or"
                            + " name the student it was made for");
        }
        try {
            return maker.get();
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// The emulation of this model on a device.
    Engine engine(Device device) {
        try {
            return Engine.on(device, network(), content.weights());
        } catch (InvalidNetwork e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// Refuses data that this model was not made for.
    Dataset checked(DataSource source, Dataset data) {
        Shape sample = data.sample();
        if (!sample.equals(network().input()) || data.classes() != classes()) {
            String made = content.provenance().dataset();
            throw new InvalidSettings("%s takes %s and has %d outputs, %s has %s and %d classes: %s"
                    .formatted(
                            file,
                            network().input(),
                            classes(),
                            DataSource.catalog().spec(source),
                            sample,
                            data.classes(),
                            made.isEmpty()
                                    ? "name data of that shape"
                                    : "name the data it was trained on, --data " + made));
        }
        return data;
    }

    /// Samples held out when this model was trained; empty if it was not trained on these data by a recipe.
    Optional<HeldOut> heldOut(DataSource source) {
        return HeldOut.of(content.provenance(), source);
    }

    /// The data as they were split when this model was trained.
    DataSplits splits(DataSource source, Optional<Path> dataDir) throws IOException {
        String trained = content.provenance().dataset();
        return heldOut(source)
                .orElseThrow(() -> new InvalidSettings(
                        "%s was %s: there is no validation split to choose a threshold on, name one as in"
                                        .formatted(
                                                file,
                                                trained.isEmpty() ? "not trained by a recipe" : "trained on " + trained)
                                + " --exit confidence=0.9"))
                .of(source, dataDir);
    }
}
