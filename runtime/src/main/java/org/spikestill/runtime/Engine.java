package org.spikestill.runtime;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.lower.Arithmetic;
import org.spikestill.runtime.lower.Lowering;
import org.spikestill.runtime.lower.Program;

/// A network made ready to run event by event, in pure Java. Any number of threads may share an engine, each with a
/// [Session] of its own; closing it frees the weights and ends all sessions.
///
/// ```java
/// try (Engine engine = Engine.load(Path.of("student.safetensors"))) {
///     Prediction prediction = engine.open().run(sample, Seed.of(1).at(0));
/// }
/// ```
public final class Engine implements AutoCloseable {
    private final Network network;
    private final Program program;
    private final Kernels kernels;
    private final Arena arena;

    private Engine(Network network, Program program, Kernels kernels, Arena arena) {
        this.network = network;
        this.program = program;
        this.kernels = kernels;
        this.arena = arena;
    }

    /// Reads a model file; the weights are laid out anew for event-driven work, so the file may go afterwards.
    ///
    /// @throws InvalidFile saying what is wrong with the file, or with its network
    public static Engine load(Path file) {
        try (Arena mapping = Arena.ofConfined()) {
            ModelFile model = ModelFile.read(file, mapping);
            return of(model.network(), model.weights());
        } catch (InvalidNetwork refused) {
            throw new InvalidFile(file, refused.getMessage(), refused);
        }
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
        Arena arena = Arena.ofShared();
        try {
            return new Engine(network, Lowering.lower(network, weights, arithmetic(type), arena), kernels, arena);
        } catch (RuntimeException | Error failed) {
            arena.close();
            throw failed;
        }
    }

    private static Arithmetic arithmetic(WeightType type) {
        return switch (type) {
            case FP32 -> Arithmetic.FLOAT32;
            case INT8 -> Arithmetic.INTEGER8;
        };
    }

    public Network network() {
        return network;
    }

    Program program() {
        return program;
    }

    /// Names of the layers with synapses, in order.
    public List<String> synapticLayers() {
        return program.synaptic();
    }

    /// A session for one thread.
    public Session open() {
        checkOpen();
        return new Session(this, new FloatMachine(program, kernels));
    }

    void checkOpen() {
        if (!arena.scope().isAlive()) {
            throw new IllegalStateException("the engine is closed, and its sessions with it: load the network again");
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
