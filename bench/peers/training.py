"""One training step of the benchmark's network in another framework: 64-128-256 channels, 3x3, each pooled, and two linear
layers; leak 0.9, soft reset detached, arctangent surrogate, Adam, cross-entropy of the summed read-out.

    training.py FRAMEWORK DATA TICKS BATCH [channels-last] [compiled] [bf16]

DATA holds, as raw little-endian float32, images [N, 3, 32, 32], labels [N], and the weights in order. One line from
standard input is one step, answered with one line of JSON: its milliseconds, and for the first one the logits before it
and how many spikes each layer fired. The end of the input is answered with the
peak of this process, and its size before any network, in bytes."""

import contextlib
import json
import sys
import time

import numpy as np
import torch
from torch import nn

CHANNELS, HIDDEN, CLASSES, LEAK, THRESHOLD, SLOPE = (64, 128, 256), 256, 10, 0.9, 0.5, 4.0
SHAPES = [(64, 3, 3, 3), (128, 64, 3, 3), (256, 128, 3, 3), (HIDDEN, 256 * 4 * 4), (CLASSES, HIDDEN)]


class Layers(nn.Module):
    """Convolutions and products; what stands between them is the framework's."""

    def __init__(self, ticks):
        super().__init__()
        self.ticks = ticks
        self.conv = nn.ModuleList(
            nn.Conv2d(i, o, 3, padding=1, bias=False) for i, o in zip((3,) + CHANNELS, CHANNELS)
        )
        self.pool = nn.AvgPool2d(2)
        self.fc1 = nn.Linear(256 * 4 * 4, HIDDEN, bias=False)
        self.fc2 = nn.Linear(HIDDEN, CLASSES, bias=False)
        self.spikes = []

    def neurons(self):
        return [self.neuron() for _ in range(4)]

    def count(self, spikes):
        if self.counting:
            self.spikes.append(int(spikes.sum().item()))
        return spikes


class TickMajor(Layers):
    """Tick by tick through all layers, as the tutorials of snnTorch and Norse do."""

    def forward(self, images):
        states = [None] * 4
        logits = 0
        fired = [0] * 4
        for _ in range(self.ticks):
            x = images
            for i, conv in enumerate(self.conv):
                x, states[i] = self.step(i, conv(x), states[i])
                fired[i] += x.sum().item() if self.counting else 0
                x = self.pool(x)
            x, states[3] = self.step(3, self.fc1(x.flatten(1)), states[3])
            fired[3] += x.sum().item() if self.counting else 0
            logits = logits + self.fc2(x)
        self.spikes = [int(each) for each in fired]
        return logits


class LayerMajor(Layers):
    """Layer by layer over all ticks at once; the first convolution once, since every tick's input is the same."""

    def over_ticks(self, i, x):
        state, outputs = None, []
        for t in range(self.ticks):
            spikes, state = self.step(i, x[t], state)
            outputs.append(spikes)
        return torch.stack(outputs)

    def forward(self, images):
        x = self.conv[0](images).unsqueeze(0).expand(self.ticks, -1, -1, -1, -1)
        for i in range(3):
            if i > 0:
                x = self.conv[i](x).unflatten(0, (self.ticks, -1))
            x = self.pool(self.count(self.over_ticks(i, x)).flatten(0, 1))
        x = self.fc1(x.flatten(1)).unflatten(0, (self.ticks, -1))
        x = self.count(self.over_ticks(3, x))
        return self.fc2(x).sum(0)


def snntorch_step(base):
    import snntorch
    from snntorch import surrogate

    class Network(base):
        def __init__(self, ticks):
            super().__init__(ticks)
            self.neuron_list = nn.ModuleList(
                snntorch.Leaky(
                    beta=LEAK, threshold=THRESHOLD, spike_grad=surrogate.atan(alpha=SLOPE), reset_delay=False
                )
                for _ in range(4)
            )

        def step(self, i, x, state):
            return self.neuron_list[i](x, torch.zeros_like(x) if state is None else state)

    return Network


def norse_step(base):
    import norse.torch as norse

    class Network(base):
        """Norse scales currents by the step over the time constant, here 0.1; its surrogate is another one."""

        def __init__(self, ticks):
            super().__init__(ticks)
            parameters = norse.LIFBoxParameters(
                tau_mem_inv=torch.tensor(100.0), v_th=torch.tensor(THRESHOLD), v_reset=torch.tensor(0.0)
            )
            self.neuron_list = nn.ModuleList(norse.LIFBoxCell(parameters, dt=0.001) for _ in range(4))

        def step(self, i, x, state):
            return self.neuron_list[i](10 * x, state)

    return Network


def spikingjelly(best):
    from spikingjelly.activation_based import functional, layer, neuron, surrogate

    class Network(nn.Module):
        def __init__(self, ticks):
            super().__init__()
            self.ticks = ticks
            blocks = []
            for i, o in zip((3,) + CHANNELS, CHANNELS):
                blocks += [layer.Conv2d(i, o, 3, padding=1, bias=False), self.node(), layer.AvgPool2d(2)]
            blocks += [layer.Flatten(), layer.Linear(4096, HIDDEN, bias=False), self.node()]
            blocks += [layer.Linear(HIDDEN, CLASSES, bias=False)]
            self.blocks = nn.Sequential(*blocks)
            functional.set_step_mode(self, "m")
            if best:
                self.blocks[0].step_mode = "s"

        def node(self):
            return neuron.LIFNode(
                tau=1 / (1 - LEAK),
                decay_input=False,
                v_threshold=THRESHOLD,
                v_reset=None,
                detach_reset=True,
                surrogate_function=surrogate.ATan(alpha=SLOPE),
            )

        def forward(self, images):
            functional.reset_net(self)
            if best:
                x = self.blocks[0](images).unsqueeze(0).expand(self.ticks, -1, -1, -1, -1)
                rest = self.blocks[1:]
            else:
                x = images.unsqueeze(0).repeat(self.ticks, 1, 1, 1, 1)
                rest = self.blocks
            spikes = []
            for block in rest:
                x = block(x)
                if self.counting and isinstance(block, neuron.LIFNode):
                    spikes.append(int(x.sum().item()))
            self.spikes = spikes
            return x.sum(0)

    return Network


def network(framework, best):
    base = LayerMajor if best else TickMajor
    if framework == "spikingjelly":
        return spikingjelly(best)
    if framework == "snntorch":
        return snntorch_step(base)
    if framework == "norse":
        return norse_step(base)
    sys.exit(f"there is no framework {framework!r} here")


def memory(kind):
    """Bytes of this process: VmRSS now, VmHWM at most so far."""
    with open("/proc/self/status") as status:
        return 1024 * int(next(line for line in status if line.startswith(kind)).split()[1])


def main():
    framework, path, ticks, batch = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    options = sys.argv[5:]
    torch.manual_seed(1)
    model = network(framework, bool(options))(ticks)
    numbers = np.fromfile(path, dtype="<f4")
    place = 0

    def take(*shape):
        nonlocal place
        count = int(np.prod(shape))
        values = torch.from_numpy(numbers[place : place + count].reshape(shape).copy())
        place += count
        return values

    idle = memory("VmRSS")
    images, labels = take(batch, 3, 32, 32), take(batch).long()
    parameters = [each for each in model.parameters() if each.dim() > 1]
    with torch.no_grad():
        for parameter, shape in zip(parameters, SHAPES, strict=True):
            parameter.copy_(take(*shape))
    if "channels-last" in options:
        model, images = model.to(memory_format=torch.channels_last), images.to(memory_format=torch.channels_last)
    half = torch.autocast("cpu", torch.bfloat16) if "bf16" in options else contextlib.nullcontext()
    model.counting = True
    with torch.no_grad(), half:
        answer = {"logits": model(images).float().flatten().tolist(), "spikes": model.spikes}
    model.counting = False
    run = torch.compile(model) if "compiled" in options else model
    optimizer = torch.optim.Adam(parameters, lr=1e-3)

    for _ in sys.stdin:
        start = time.perf_counter()
        optimizer.zero_grad()
        with half:
            logits = run(images)
        nn.functional.cross_entropy(logits.float(), labels).backward()
        optimizer.step()
        answer["ms"] = 1000 * (time.perf_counter() - start)
        print(json.dumps(answer), flush=True)
        answer = {}
    print(json.dumps({"peak": memory("VmHWM"), "idle": idle}), flush=True)


main()
