"""The rules of Loihi in NumPy, all samples of a batch at a time: an emulation that shares no code with the engine.

usage: device.py MODEL SAMPLES       SAMPLES: raw values in [0, 1], 32-bit floats, [N, C, H, W]
Answers the first line of its input, and every other, with a line of JSON: classes, spikes by population, milliseconds of processor time.

A current is the sum of mantissas times 64; v = clamp(v + current, +-(2^23 - 1)); a neuron fires above its threshold and then returns to 0.
Only for networks of convolutions and linear layers with one population of plain neurons behind each, as the architecture chipnet has.
"""
import json
import struct
import sys
import time

import numpy as np

BATCH = 100
LARGEST = 2**23 - 1
STATE_BITS = 6
TENSOR = {"F32": np.float32}


def read(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    network = json.loads(header.pop("__metadata__")["network"])
    tensors = {}
    for name, each in header.items():
        first, end = each["data_offsets"]
        tensors[name] = np.frombuffer(data[first:end], TENSOR[each["dtype"]]).reshape(each["shape"])
    return network, tensors


def bits_of(values):
    """The fewest bits after the point that hold all values, one more if a mantissa were odd."""
    exact = values.astype(np.float64)
    bits = 0
    while np.any(exact * 2.0**bits != np.rint(exact * 2.0**bits)):
        bits += 1
    return bits + int(np.any(exact * 2.0**bits % 2 != 0))


def convolve(spikes, mantissas, stride, padding):
    """Sums of integers, in 32-bit floats that hold them exactly: [N, C, H, W] by [O, C, K, K]."""
    kernel = mantissas.shape[2]
    padded = np.pad(spikes, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(2, 3))[:, :, ::stride, ::stride]
    samples, channels, height, width = windows.shape[:4]
    rows = windows.transpose(0, 2, 3, 1, 4, 5).reshape(samples * height * width, channels * kernel * kernel)
    sums = rows.astype(np.float32) @ mantissas.reshape(mantissas.shape[0], -1).T.astype(np.float32)
    return sums.astype(np.int32).reshape(samples, height, width, -1).transpose(0, 3, 1, 2)


def layers(network, tensors):
    """Pairs of synapses, or None in front of the first, and population."""
    pairs, synapses = [], None
    for node in network["nodes"]:
        kind = node["layer"]["type"]
        if kind in ("conv2d", "linear"):
            weight = tensors[node["name"] + ".weight"]
            bits = bits_of(weight)
            mantissas = np.rint(weight.astype(np.float64) * 2.0**bits).astype(np.int32)
            assert mantissas.min() >= -256 and mantissas.max() <= 254 and not np.any(mantissas % 2), node["name"]
            synapses = (node["layer"], mantissas, bits)
        elif kind == "spike":
            pairs.append((node["name"], node["layer"]["neuron"], synapses))
            synapses = None
        else:
            assert kind == "flatten", kind
    return pairs


def currents(spikes, synapses):
    layer, mantissas, _ = synapses
    if layer["type"] == "conv2d":
        sums = convolve(spikes, mantissas, layer["stride"], layer["padding"])
    else:
        flat = spikes.reshape(len(spikes), -1).astype(np.float32)
        sums = (flat @ mantissas.T.astype(np.float32)).astype(np.int32)
    return sums << STATE_BITS


def run(network, pairs, samples, counts):
    """Classes of a batch; adds its spikes to the counts."""
    fraction = network["encoder"]["bits"]
    mean = np.float32(network["scaling"]["mean"]).reshape(1, -1, 1, 1)
    deviation = np.float32(network["scaling"]["deviation"]).reshape(1, -1, 1, 1)
    pixels = np.floor((samples - mean) / deviation * np.float32(2**fraction) + np.float32(0.5)).astype(np.int32)
    membranes = [None] * len(pairs)
    for _ in range(network["ticks"]):
        spikes = None
        for i, (name, neuron, synapses) in enumerate(pairs):
            bits = max(fraction - STATE_BITS, 0) if synapses is None else synapses[2]
            current = pixels << (bits + STATE_BITS - fraction) if synapses is None else currents(spikes, synapses)
            v = current if membranes[i] is None else membranes[i] + current
            v = np.clip(v, -LARGEST, LARGEST)
            if neuron["type"] == "lif":
                spikes = v > int(neuron["threshold"] * 2**bits) << STATE_BITS
                counts[name] += int(spikes.sum())
                v = np.where(spikes, 0, v)
            membranes[i] = v
    return membranes[-1].reshape(len(samples), -1).argmax(1)


def main():
    network, tensors = read(sys.argv[1])
    pairs = layers(network, tensors)
    samples = np.fromfile(sys.argv[2], np.float32).reshape(-1, *network["input"])
    for _ in sys.stdin:
        start = time.process_time()
        counts = {name: 0 for name, neuron, _ in pairs if neuron["type"] == "lif"}
        parts = [run(network, pairs, samples[i:i + BATCH], counts) for i in range(0, len(samples), BATCH)]
        millis = 1e3 * (time.process_time() - start)
        print(json.dumps({"classes": np.concatenate(parts).tolist(), "spikes": counts, "ms": millis}), flush=True)


main()
