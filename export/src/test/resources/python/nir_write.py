"""NIR files as the reference package writes them, and the spikes of their neurons by a plain loop over the equations.

usage: nir_write.py FOLDER      prints a line per file: name, then spikes of each population in order
"""
import sys

import nir
import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
TICKS, DT = 16, 0.001
rng = np.random.default_rng(5)


def f32(*shape):
    return rng.normal(0, 1, shape).astype(np.float32)


def sample(shape):
    return torch.tensor([i % 7 / 8 for i in range(int(np.prod(shape)))], dtype=torch.float64).reshape(shape)


class Lif:
    def __init__(self, tau, r, threshold):
        self.beta, self.w, self.threshold, self.v, self.count = 1 - DT / tau, r * DT / tau, threshold, 0, 0

    def __call__(self, x):
        self.v = self.beta * self.v + self.w * x
        s = (self.v > self.threshold).double()
        self.v = self.v * (1 - s)
        self.count += int(s.sum())
        return s


def lif(shape, tau=0.004, r=4.0, threshold=0.7):
    full = lambda value: np.full(shape, value, dtype=np.float32)
    return nir.LIF(tau=full(tau), r=full(r), v_leak=full(0), v_reset=full(0), v_threshold=full(threshold)), Lif(
        float(np.float32(tau)), r, float(np.float32(threshold))
    )


def emit(name, graph, run, neurons):
    nir.write(f"{folder}/{name}", graph)
    for _ in range(TICKS):
        run()
    print(name, *(n.count for n in neurons))


# a vector, two populations, no read-out
w, b, v = f32(8, 6), f32(8), f32(4, 8)
n1, s1 = lif((8,))
n2, s2 = lif((4,))
x = sample((6,))
emit(
    "dense.nir",
    nir.NIRGraph.from_list(nir.Affine(w, b), n1, nir.Linear(v), n2),
    lambda: s2(torch.tensor(v).double() @ s1(torch.tensor(w).double() @ x + torch.tensor(b).double())),
    [s1, s2],
)

# grouped and dilated convolutions, sums over windows; type checking knows no groups (facts of the package)
c1, c2 = f32(4, 1, 3, 3), f32(4, 4, 3, 3)
n1, s1 = lif((4, 8, 8))
n2, s2 = lif((4, 4, 4))
d = f32(5, 64)
n3, s3 = lif((5,))
x = sample((2, 8, 8))
zeros = np.zeros(4, dtype=np.float32)
nodes = {
    "input": nir.Input({"input": np.array([2, 8, 8])}),
    "c1": nir.Conv2d((8, 8), c1, 1, 1, 1, 2, zeros),
    "n1": n1,
    "pool": nir.SumPool2d(np.array([2, 2]), np.array([2, 2]), np.array([0, 0])),
    "c2": nir.Conv2d((4, 4), c2, 1, "same", 2, 1, zeros),
    "n2": n2,
    "flat": nir.Flatten({"input": np.array([4, 4, 4])}, 0, -1),
    "d": nir.Linear(d),
    "n3": n3,
    "output": nir.Output({"output": np.array([5])}),
}
order = list(nodes)


def run():
    a = s1(F.conv2d(x[None], torch.tensor(c1).double(), padding=1, groups=2)[0])
    p = 4 * F.avg_pool2d(a[None], 2)[0]
    q = s2(F.conv2d(p[None], torch.tensor(c2).double(), padding=2, dilation=2)[0])
    s3(torch.tensor(d).double() @ q.flatten())


emit("windows.nir", nir.NIRGraph(nodes, list(zip(order, order[1:])), type_check=False), run, [s1, s2, s3])

# a graph in a graph, and a connection around it
w, v = f32(5, 6), f32(5, 5)
n1, s1 = lif((5,))
n2, s2 = lif((5,))
x = sample((6,))
inner = nir.NIRGraph.from_list(nir.Linear(v))
nodes = {
    "input": nir.Input({"input": np.array([6])}),
    "a": nir.Linear(w),
    "b": n1,
    "inner": inner,
    "z": n2,
    "output": nir.Output({"output": np.array([5])}),
}
edges = [("input", "a"), ("a", "b"), ("b", "inner"), ("inner", "z"), ("b", "z"), ("z", "output")]


def run():
    a = s1(torch.tensor(w).double() @ x)
    s2(torch.tensor(v).double() @ a + a)


emit("nested.nir", nir.NIRGraph(nodes, edges, type_check=False), run, [s1, s2])
