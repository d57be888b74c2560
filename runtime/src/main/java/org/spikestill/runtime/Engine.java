package org.spikestill.runtime;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.device.Device;
import org.spikestill.runtime.device.Placement;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.lower.Arithmetic;
import org.spikestill.runtime.lower.Fusion;
import org.spikestill.runtime.lower.Lowering;
import org.spikestill.runtime.lower.Program;

/// A network made ready to run event by event, in pure Java. Any number of threads may share an engine, each with a
/// [Session] of its own; closing it waits for the calls that are under way, then frees the weights and ends all sessions.
///
/// ```java
/// try (Engine engine = Engine.load(Path.of("student.safetensors"))) {
///     Prediction prediction = engine.open().run(sample, Seed.of(1).at(0));
/// }
/// ```
public final class Engine implements AutoCloseable {
    private final Network network;
    private final List<Optional<String>> classNames;
    private final List<String> synaptic;
    private final Supplier<Machine> machines;
    private final Arena arena;
    private final boolean traced;
    private final Set<Session> sessions = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean closing;

    private Engine(
            Network network,
            List<String> classNames,
            List<String> synaptic,
            Supplier<Machine> machines,
            boolean traced,
            Arena arena) {
        this.network = network;
        this.classNames = named(network, classNames);
        this.synaptic = synaptic;
        this.machines = machines;
        this.traced = traced;
        this.arena = arena;
    }

    /// Reads a model file; the weights are laid out anew for event-driven work, so the file may go afterwards.
    ///
    /// @throws InvalidFile saying what is wrong with the file, or with its network
    public static Engine load(Path file) {
        try (Arena mapping = Arena.ofConfined()) {
            return of(ModelFile.read(file, mapping), WeightType.FP32);
        } catch (InvalidNetwork refused) {
            throw new InvalidFile(file, refused.getMessage(), refused);
        }
    }

    /// An engine whose predictions have the class names of a model file.
    ///
    /// @throws InvalidNetwork as [#of(Network, Weights)]
    public static Engine of(ModelFile model, WeightType type) {
        List<String> names = model.provenance().classNames();
        return of(model.network(), model.weights(), names, type, Kernels.best(), Fusion.FUSED);
    }

    /// @throws InvalidNetwork if the network has layers only the trainer runs, or no read-out, or if
    ///     these are not its weights
    public static Engine of(Network network, Weights weights) {
        return of(network, weights, WeightType.FP32);
    }

    /// An engine that keeps weights in another type than they were trained in.
    public static Engine of(Network network, Weights weights, WeightType type) {
        return of(network, weights, type, Kernels.best());
    }

    /// An engine on kernels of the caller's choice, for tests and benchmarks, which see them on the class path.
    @SuppressWarnings("exports")
    public static Engine of(Network network, Weights weights, WeightType type, Kernels kernels) {
        return of(network, weights, List.of(), type, kernels, Fusion.FUSED);
    }

    /// An engine whose sessions can be listened to: every population keeps its spikes and membranes of every tick. Predictions are
    /// those of any other engine, and take up to twice the time.
    public static Engine traced(Network network, Weights weights, WeightType type) {
        return of(network, weights, List.of(), type, Kernels.best(), Fusion.APART);
    }

    /// @param classNames in the order of the outputs; names of another number than these are left out
    static Engine of(
            Network network,
            Weights weights,
            List<String> classNames,
            WeightType type,
            Kernels kernels,
            Fusion fusion) {
        Arena arena = Arena.ofShared();
        try {
            Program program = Lowering.lower(network, weights, arithmetic(type), fusion, arena);
            return new Engine(
                    network,
                    classNames,
                    program.synaptic(),
                    () -> new FloatMachine(program, kernels),
                    fusion == Fusion.APART,
                    arena);
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    /// An engine that emulates a device, bit for bit.
    ///
    /// @throws InvalidNetwork naming layer, rule and way out if the device cannot run the network
    public static Engine on(Device device, Network network, Weights weights) {
        Placement placement = Placement.of(device, network, weights);
        List<String> synaptic = placement.stages().stream()
                .filter(stage -> !stage.readsInput())
                .map(Placement.Stage::layer)
                .toList();
        return new Engine(
                network,
                List.of(),
                synaptic,
                () -> new DeviceMachine(placement, network.frame()),
                false,
                Arena.ofShared());
    }

    /// One for each output, made once: predictions hand them out without allocation.
    private static List<Optional<String>> named(Network network, List<String> names) {
        int outputs = network.shapes().get(network.output().name()).elements();
        return names.size() == outputs
                ? names.stream().map(Optional::of).toList()
                : Collections.nCopies(outputs, Optional.empty());
    }

    private static Arithmetic arithmetic(WeightType type) {
        return switch (type) {
            case FP32 -> Arithmetic.FLOAT32;
            case INT8 -> Arithmetic.INTEGER8;
        };
    }

    /// The kernels that engines of this Java virtual machine run on, the reason, and the flag that would change it: vectors where
    /// the module `jdk.incubator.vector` is present, else loops that the JIT compiler vectorises.
    public static String kernels() {
        return Kernels.describe();
    }

    public Network network() {
        return network;
    }

    /// Names of the classes, one for each output; each is empty if the model file has none.
    List<Optional<String>> classNames() {
        return classNames;
    }

    /// Names of the layers with synapses, in order.
    public List<String> synapticLayers() {
        return synaptic;
    }

    /// A session for one thread.
    public Session open() {
        synchronized (sessions) {
            if (closing) {
                throw closed();
            }
            Session session = new Session(this, machines.get());
            sessions.add(session);
            return session;
        }
    }

    boolean isTraced() {
        return traced;
    }

    boolean isOpen() {
        return !closing;
    }

    static EngineClosed closed() {
        return new EngineClosed();
    }

    /// Ends all sessions. A call that is under way in another thread, be it a tick or a whole sample, ends as it would have;
    /// this method returns after it, and those that come later are refused.
    ///
    /// @throws IllegalStateException if an exit rule of a run calls this
    @Override
    public void close() {
        List<Session> all;
        synchronized (sessions) {
            all = List.copyOf(sessions);
            if (all.stream().anyMatch(Session::isMine)) {
                throw new IllegalStateException("an exit rule closes the engine that asks it: close it after the run");
            }
            closing = true;
        }
        all.forEach(Session::await); // without the lock, which a run may need to end
        synchronized (sessions) {
            if (arena.scope().isAlive()) {
                arena.close();
            }
        }
    }
}
