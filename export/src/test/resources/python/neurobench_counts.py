"""NeuroBench's metrics of a NIR file whose nodes form a chain, by the reference harness: one line of JSON.

usage: neurobench_counts.py FILE SAMPLES TICKS
"""
import json
import sys

import nir
import numpy as np
import snntorch as snn
import torch
from neurobench.benchmarks import Benchmark
from neurobench.metrics.static import ConnectionSparsity, ParameterCount
from neurobench.metrics.workload import ActivationSparsity, MembraneUpdates, SynapticOperations
from neurobench.models import SNNTorchModel
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

DT = 1e-4
graph = nir.read(sys.argv[1])
ticks = int(sys.argv[3])


def tensor(array):
    return nn.Parameter(torch.from_numpy(np.asarray(array, dtype=np.float32)))


def layer(node):
    if isinstance(node, nir.Conv2d):
        made = nn.Conv2d(
            node.weight.shape[1],
            node.weight.shape[0],
            node.weight.shape[2],
            tuple(int(s) for s in node.stride),
            tuple(int(p) for p in node.padding),
            bias=bool(np.any(node.bias)),
        )
        made.weight = tensor(node.weight)
        if made.bias is not None:
            made.bias = tensor(node.bias)
        return made
    if isinstance(node, (nir.Affine, nir.Linear)):
        made = nn.Linear(node.weight.shape[1], node.weight.shape[0], bias=isinstance(node, nir.Affine))
        made.weight = tensor(node.weight)
        if made.bias is not None:
            made.bias = tensor(node.bias)
        return made
    if isinstance(node, nir.AvgPool2d):
        return nn.AvgPool2d(int(node.kernel_size[0]))
    if isinstance(node, nir.Flatten):
        return nn.Flatten()
    if isinstance(node, nir.LIF):
        beta = float(np.float32(1 - DT / node.tau.flat[0]))
        threshold = float(node.v_threshold.flat[0])
        return snn.Leaky(beta=beta, threshold=threshold, reset_mechanism="zero", reset_delay=False, init_hidden=True)
    return None


class Chain(nn.Module):
    def __init__(self):
        super().__init__()
        after = dict(graph.edges)
        name = after["input"]
        layers = []
        while name != "output":
            layers.append(layer(graph.nodes[name]))
            name = after[name]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x), None

    def reset(self):
        for each in self.layers:
            if isinstance(each, snn.Leaky):
                each.reset_mem()


shape = [int(n) for n in graph.nodes["input"].input_type["input"]]
samples = torch.from_numpy(np.fromfile(sys.argv[2], "<f4").reshape(-1, 1, *shape)).repeat(1, ticks, *([1] * len(shape)))
data = DataLoader(TensorDataset(samples, torch.zeros(len(samples))), batch_size=1)
with torch.no_grad():
    results = Benchmark(
        SNNTorchModel(Chain()),
        data,
        [],
        [],
        [[ParameterCount, ConnectionSparsity], [ActivationSparsity, SynapticOperations, MembraneUpdates]],
    ).run(quiet=True)
print(json.dumps(results))
