package org.spikestill.lab.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Order of a tensor's elements in memory: maps are kept channels-last, as the kernels walk through them.
final class StorageOrder {
    private StorageOrder() {}

    /// A planar batch [N, C, H, W], stored channels-last.
    static Tensor channelsLast(float[] planar, long... sizes) {
        Tensor tensor = new Tensor(
                torch.empty(sizes, new TensorOptions(), new MemoryFormatOptional(torch.MemoryFormat.ChannelsLast)));
        tensor.raw().copy_(Tensor.of(planar, sizes).raw());
        return tensor;
    }

    /// Frames of all ticks with time as an axis of its own: [T·N, …] → [T, N, …]; shares memory.
    static Tensor byTick(Tensor frames, int ticks) {
        long[] sizes = frames.sizes();
        long[] split = new long[sizes.length + 1];
        split[0] = ticks;
        split[1] = sizes[0] / ticks;
        System.arraycopy(sizes, 1, split, 2, sizes.length - 1);
        return frames.reshape(split);
    }

    /// Whether equal indices lie at equal places in the memory of both; the stride of an axis of size 1 does not count.
    static boolean agree(Tensor one, Tensor other) {
        if (one.raw().dim() != other.raw().dim()) {
            return false;
        }
        for (int axis = 0; axis < one.raw().dim(); axis++) {
            if (one.size(axis) != other.size(axis)
                    || (one.size(axis) > 1
                            && one.raw().stride(axis) != other.raw().stride(axis))) {
                return false;
            }
        }
        return true;
    }

    /// The values of a tensor in the storage order of `model`; the tensor itself if it has that.
    static Tensor as(Tensor model, Tensor tensor) {
        if (agree(tensor, model)) {
            return tensor;
        }
        Tensor copy = model.emptyLike();
        copy.raw().copy_(tensor.raw());
        return copy;
    }

    /// Copies one after another along the first axis, in the same order: [N, …] → [times·N, …].
    static Tensor repeated(Tensor frames, int times) {
        Tensor[] copies = new Tensor[times];
        Arrays.fill(copies, frames);
        return Tensor.concatenate(copies);
    }
}
