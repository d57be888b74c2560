"""Spikes of every population of NIR files, by snnTorch or Norse: a line of counts per sample, populations in order of name.

usage: nir_counts.py SAMPLES TICKS [snntorch|norse FILE]...
"""
import contextlib
import io
import sys

import nir
import norse
import numpy as np
import torch
from snntorch.import_nir import import_from_nir


def counter(counts, name):
    def hook(module, inputs, output):
        spikes = output[0] if isinstance(output, tuple) else output
        counts[name] += int(spikes.detach().sum())

    return hook


def loaded(framework, graph):
    with contextlib.redirect_stdout(io.StringIO()), torch.no_grad():
        return import_from_nir(graph) if framework == "snntorch" else norse.torch.from_nir(graph, dt=0.001)


def run(framework, file, samples, ticks):
    graph = nir.read(file, type_check=True)
    shape = [int(n) for n in graph.input_type["input"]]
    names = sorted(name for name, node in graph.nodes.items() if isinstance(node, (nir.LIF, nir.IF)))
    net = loaded(framework, graph)
    modules = dict(net.named_modules())
    counts = {}
    for name in names:
        modules[name].register_forward_hook(counter(counts, name))
    for sample in torch.from_numpy(np.fromfile(samples, "<f4").reshape(-1, *shape)):
        counts.update(dict.fromkeys(names, 0))
        state = None
        if framework == "snntorch":
            for name in names:
                modules[name].reset_mem()
        for _ in range(ticks):
            out = net(sample, state) if framework == "norse" else net(sample)
            state = out[1] if isinstance(out, tuple) else None
        print(*(counts[name] for name in names))


with torch.no_grad():
    for framework, file in zip(sys.argv[3::2], sys.argv[4::2]):
        run(framework, file, sys.argv[1], int(sys.argv[2]))
