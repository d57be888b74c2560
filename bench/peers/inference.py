"""Times one image through an artificial network in ONNX Runtime and OpenVINO, fp32 and int8, on one thread.

    inference.py widths 64 128 256                  random weights, three convolutions and two linear layers
    inference.py ann FILE SAMPLES LABELS            a network that Spikestill trained

SAMPLES holds scaled float32 images, the first 256 of them for calibration and the others as LABELS (bytes) says. Writes one
line of JSON with each variant's accuracy (none for random weights) and gigabytes, then answers each line of standard input, 'first count',
with one line of JSON: milliseconds per image by variant, over these images.

Quantised clips run as plain clips, without the rounding between their steps: the runtimes' best case. What the network
answers with them is told as 'exact'.
"""

import json
import logging
import math
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import openvino as ov
from footprint import RUNTIMES
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

logging.disable(logging.WARNING)  # of the quantiser, about steps that change nothing here
CALIBRATION = 256
SIZE, HIDDEN, CLASSES = 32, 256, 10
NAMES = {"onnx_runtime": f"ONNX Runtime {ort.__version__}", "open_vino": f"OpenVINO {ov.__version__.split('-')[0]}"}


def trained(path):
    """The nodes, the weights and the input's shape of a model file."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    network = json.loads(header.pop("__metadata__")["network"])
    weights = {}
    for name, block in header.items():
        begin, end = (8 + length + offset for offset in block["data_offsets"])
        weights[name] = np.frombuffer(data[begin:end], np.float32).reshape(block["shape"])
    return network["nodes"], weights, network["input"]


def drawn(widths):
    """Three 3x3 convolutions, each with ReLU and 2x2 means, and two linear layers; He weights."""
    random = np.random.default_rng(1)
    nodes, weights, last, channels, size = [], {}, "input", 3, SIZE

    def add(name, inputs, **layer):
        nodes.append({"name": name, "inputs": [inputs], "layer": layer})
        return name

    def draw(name, shape):
        weights[name] = random.normal(0, (2 / math.prod(shape[1:])) ** 0.5, shape).astype(np.float32)

    for i, width in enumerate(widths, 1):
        draw(f"c{i}.weight", (width, channels, 3, 3))
        last = add(f"c{i}", last, type="conv2d", kernel=3, stride=1, padding=1)
        last = add(f"r{i}", last, type="activation")
        last = add(f"p{i}", last, type="average-pool2d", size=2)
        channels, size = width, size // 2
    draw("f1.weight", (HIDDEN, channels * size * size))
    draw("f2.weight", (CLASSES, HIDDEN))
    last = add("f1", add("flat", last, type="flatten"), type="linear")
    add("f2", add("r", last, type="activation"), type="linear")
    return nodes, weights, [3, SIZE, SIZE]


def graph(nodes, weights, shape, exact):
    steps, constants = [], {}

    def constant(name, value):
        constants[name] = np.asarray(value, np.float32)
        return name

    def step(kind, inputs, output, **attributes):
        steps.append(helper.make_node(kind, inputs, [output], **attributes))

    for node in nodes:
        name, inputs, layer = node["name"], node["inputs"], node["layer"]
        own = [constant(each, weights[each]) for each in (f"{name}.weight", f"{name}.bias") if each in weights]
        match layer["type"]:
            case "conv2d":
                pads, strides = [layer["padding"]] * 4, [layer["stride"]] * 2
                step("Conv", inputs + own, name, pads=pads, strides=strides)
            case "linear":
                step("Gemm", inputs + own, name, transB=1)
            case "batch-norm":
                own += [constant(f"{name}.{each}", weights[f"{name}.{each}"]) for each in ("running_mean", "running_var")]
                step("BatchNormalization", inputs + own, name, epsilon=layer["epsilon"])
            case "activation":
                step("Relu", inputs, name)
            case "quantised-clip":
                most, levels = float(weights[f"{name}.threshold"].item()), layer["levels"]
                zero = constant("zero", 0)
                if exact:
                    step("Mul", [*inputs, constant(f"{name}.in", levels / most)], f"{name}.scaled")
                    step("Add", [f"{name}.scaled", constant("half", 0.5)], f"{name}.shifted")
                    step("Floor", [f"{name}.shifted"], f"{name}.whole")
                    step("Clip", [f"{name}.whole", zero, constant(f"{name}.levels", levels)], f"{name}.level")
                    step("Mul", [f"{name}.level", constant(f"{name}.out", most / levels)], name)
                else:
                    step("Clip", [*inputs, zero, constant(f"{name}.most", most)], name)
            case "average-pool2d":
                step("AveragePool", inputs, name, kernel_shape=[layer["size"]] * 2, strides=[layer["size"]] * 2)
            case "flatten":
                step("Flatten", inputs, name)
            case "dropout":
                step("Identity", inputs, name)
            case "add":
                step("Add", inputs, name)
            case "concat":
                step("Concat", inputs, name, axis=1)
            case other:
                sys.exit(f"'{name}' is a {other}, which this script does not write as ONNX")
    last = nodes[-1]["name"]
    made = helper.make_graph(
        steps,
        "ann",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, *shape])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, len(weights[f"{last}.weight"])])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


class Calibration(CalibrationDataReader):
    def __init__(self, images):
        self.left = list(images)

    def get_next(self):
        return {"input": self.left.pop()[None]} if self.left else None


def variants(nodes, weights, shape, calibration):
    """A function from an image to logits for each variant, and the gigabytes of a process that only runs it."""
    runs, gigabytes = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        files = {bits: str(Path(folder) / f"{bits}.onnx") for bits in ("fp32", "int8")}
        onnx.save(graph(nodes, weights, shape, False), files["fp32"])
        # Unsigned activations: with signed ones OpenVINO is no faster than in fp32.
        quantize_static(
            files["fp32"],
            files["int8"],
            Calibration(calibration),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        footprint = str(Path(__file__).with_name("footprint.py"))
        for runtime, open_model in RUNTIMES.items():
            for bits, path in files.items():
                command = [sys.executable, footprint, runtime, path, *(str(size) for size in shape)]
                peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                gigabytes[f"{NAMES[runtime]} {bits}"] = int(peak) / 1e9
                runs[f"{NAMES[runtime]} {bits}"] = open_model(path)
    return runs, gigabytes


def check(runs, images):
    """Ends the program if a variant answers otherwise than the first, which is fp32."""
    answers = {name: [run(image[None]).copy() for image in images] for name, run in runs.items()}
    exact = next(iter(answers.values()))
    scale = max(np.abs(each).max() for each in exact)
    for name, found in answers.items():
        bound = 1e-4 if name.endswith("fp32") else 0.2
        if any(np.abs(a - b).max() > bound * scale for a, b in zip(exact, found)):
            sys.exit(f"{name}: logits differ from the first variant's")


def accuracy(run, images, labels):
    return sum(int(run(image[None]).argmax()) == label for image, label in zip(images, labels)) / len(labels)


def exact_run(nodes, weights, shape):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "exact.onnx")
        onnx.save(graph(nodes, weights, shape, True), path)
        return RUNTIMES["onnx_runtime"](path)


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "ann":
        nodes, weights, shape = trained(arguments[1])
        every = np.fromfile(arguments[2], np.float32).reshape(-1, *shape)
        calibration, images = every[:CALIBRATION], every[CALIBRATION:]
        labels = np.fromfile(arguments[3], np.uint8)
    else:
        nodes, weights, shape = drawn([int(width) for width in arguments[1:]])
        images = np.random.default_rng(2).uniform(-1, 1, (48, *shape)).astype(np.float32)
        calibration, labels = images[16:], np.empty(0)
    runs, gigabytes = variants(nodes, weights, shape, calibration)
    told = {}
    if len(labels):
        told = {name: accuracy(run, images, labels) for name, run in runs.items()}
        told["exact"] = accuracy(exact_run(nodes, weights, shape), images, labels)
    else:
        check(runs, images[:16])
    print(json.dumps({"accuracy": told, "gigabytes": gigabytes}), flush=True)
    for line in sys.stdin:
        first, count = (int(each) for each in line.split())
        times = {}
        for name, run in runs.items():
            start = time.perf_counter()
            for i in range(first, first + count):
                run(images[i % len(images)][None])
            times[name] = (time.perf_counter() - start) * 1e3 / count
        print(json.dumps(times), flush=True)


main()
