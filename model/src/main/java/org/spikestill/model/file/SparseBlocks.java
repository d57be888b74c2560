package org.spikestill.model.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;

/// The stored form of weights most of which are 0: the others in order, and a bit for each weight.
///
/// ```
/// NAME.values   [count]            F32   the weights other than 0
/// NAME.mask     [ceil(n / 8)]      I8    bit i % 8 of byte i / 8 is 1 where weight i is among them
/// ```
///
/// Arrays of which less than half is other than 0 are stored so; a file without any has the form it always had.
final class SparseBlocks {
    private static final String VALUES = ".values";
    private static final String MASK = ".mask";

    private SparseBlocks() {}

    /// Blocks as they are stored.
    static Map<String, Block> packed(Network network, Map<String, Block> blocks) {
        Map<String, Block> stored = new LinkedHashMap<>(blocks);
        for (Parameter parameter : network.parameters()) {
            Block block = blocks.get(parameter.name());
            if (parameter.role() == Role.WEIGHT
                    && block.type() == DType.F32
                    && count(block) > 0
                    && count(block) < block.shape().elements() / 2) {
                stored.remove(parameter.name());
                pack(parameter.name(), block, stored);
            }
        }
        return stored;
    }

    private static int count(Block block) {
        int count = 0;
        for (float value : block.toFloats()) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }

    private static void pack(String name, Block block, Map<String, Block> into) {
        float[] all = block.toFloats();
        float[] values = new float[count(block)];
        MemorySegment mask = Arena.ofAuto().allocate((all.length + 7) / 8);
        int next = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != 0) {
                values[next++] = all[i];
                byte before = mask.get(ValueLayout.JAVA_BYTE, i / 8);
                mask.set(ValueLayout.JAVA_BYTE, i / 8, (byte) (before | 1 << i % 8));
            }
        }
        into.put(name + VALUES, Block.of(Shape.of(values.length), values));
        into.put(name + MASK, new Block(DType.I8, Shape.of((all.length + 7) / 8), mask));
    }

    /// Blocks as the network reads them. Sizes come from the network, so that a file cannot name larger ones.
    ///
    /// @throws InvalidNetwork naming an array whose two parts do not fit
    static Map<String, Block> unpacked(Network network, Map<String, Block> stored) {
        Map<String, Block> blocks = new LinkedHashMap<>(stored);
        for (Parameter parameter : network.parameters()) {
            Block values = blocks.remove(parameter.name() + VALUES);
            Block mask = blocks.remove(parameter.name() + MASK);
            if (values != null || mask != null) {
                if (values == null || mask == null || blocks.containsKey(parameter.name())) {
                    throw misfit(parameter, "is not stored as values and mask alone");
                }
                blocks.put(parameter.name(), unpack(parameter, values, mask));
            }
        }
        return blocks;
    }

    private static Block unpack(Parameter parameter, Block values, Block mask) {
        int elements = parameter.shape().elements();
        if (values.type() != DType.F32
                || mask.type() != DType.I8
                || mask.shape().elements() != (elements + 7) / 8) {
            throw misfit(parameter, "has a mask " + mask + " and values " + values + " for " + elements + " weights");
        }
        float[] packed = values.toFloats();
        float[] all = new float[elements];
        int next = 0;
        for (int i = 0; i < 8 * mask.shape().elements(); i++) {
            if ((mask.data().get(ValueLayout.JAVA_BYTE, i / 8) >> i % 8 & 1) != 0) {
                if (i >= elements || next == packed.length) {
                    throw misfit(parameter, "has more bits in its mask than weights or values");
                }
                all[i] = packed[next++];
            }
        }
        if (next < packed.length) {
            throw misfit(parameter, "has " + packed.length + " values and " + next + " bits in its mask");
        }
        return Block.of(parameter.shape(), all);
    }

    private static InvalidNetwork misfit(Parameter parameter, String found) {
        return new InvalidNetwork("'" + parameter.name() + "' " + found + ": fetch the file again");
    }
}
