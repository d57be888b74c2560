"""Times one image through the ANN of the benchmarked shape (ReLU for the neurons) in ONNX Runtime and OpenVINO, fp32 and
int8, on one thread. Reads the widths of the convolutions as arguments, then one line per round from standard input: how
many images. Answers each with one line of JSON, milliseconds per image by variant. Weights are random: these runtimes
skip nothing, so that their time does not depend on them."""

import json
import logging
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import openvino as ov
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

logging.disable(logging.WARNING)  # of the quantiser, about steps that change nothing here
SIZE, HIDDEN, CLASSES = 32, 256, 10


def network(widths):
    """Three 3x3 convolutions, each with ReLU and 2x2 means, and two linear layers; He weights."""
    random = np.random.default_rng(1)
    nodes, weights, last, channels, size = [], [], "input", 3, SIZE

    def weight(name, shape, inputs):
        values = random.normal(0, (2 / inputs) ** 0.5, shape).astype(np.float32)
        weights.append(numpy_helper.from_array(values, name))
        return name

    for i, width in enumerate(widths, 1):
        w = weight(f"w{i}", (width, channels, 3, 3), channels * 9)
        nodes.append(helper.make_node("Conv", [last, w], [f"c{i}"], pads=[1, 1, 1, 1]))
        nodes.append(helper.make_node("Relu", [f"c{i}"], [f"r{i}"]))
        nodes.append(helper.make_node("AveragePool", [f"r{i}"], [f"p{i}"], kernel_shape=[2, 2], strides=[2, 2]))
        last, channels, size = f"p{i}", width, size // 2
    inputs = channels * size * size
    nodes.append(helper.make_node("Flatten", [last], ["flat"]))
    nodes.append(helper.make_node("Gemm", ["flat", weight("w4", (inputs, HIDDEN), inputs)], ["g1"]))
    nodes.append(helper.make_node("Relu", ["g1"], ["r4"]))
    nodes.append(helper.make_node("Gemm", ["r4", weight("w5", (HIDDEN, CLASSES), HIDDEN)], ["logits"]))
    graph = helper.make_graph(
        nodes,
        "ann",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, CLASSES])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def images(count):
    random = np.random.default_rng(2)
    return [random.uniform(-1, 1, (1, 3, SIZE, SIZE)).astype(np.float32) for _ in range(count)]


class Calibration(CalibrationDataReader):
    def __init__(self):
        self.left = images(32)

    def get_next(self):
        return {"input": self.left.pop()} if self.left else None


def onnx_runtime(path):
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda image: session.run(None, {"input": image})[0]


def open_vino(path):
    config = {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
    request = ov.Core().compile_model(path, "CPU", config).create_infer_request()
    return lambda image: request.infer([image], share_inputs=True)[0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        fp32, int8 = str(Path(folder) / "fp32.onnx"), str(Path(folder) / "int8.onnx")
        onnx.save(network([int(width) for width in sys.argv[1:]]), fp32)
        # Unsigned activations: with signed ones OpenVINO is no faster than in fp32.
        quantize_static(
            fp32,
            int8,
            Calibration(),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
        )
        variants = {
            f"ONNX Runtime {ort.__version__} fp32": onnx_runtime(fp32),
            f"ONNX Runtime {ort.__version__} int8": onnx_runtime(int8),
            f"OpenVINO {ov.__version__.split('-')[0]} fp32": open_vino(fp32),
            f"OpenVINO {ov.__version__.split('-')[0]} int8": open_vino(int8),
        }
    inputs = images(16)
    answers = {name: [run(image).copy() for image in inputs] for name, run in variants.items()}
    exact = next(iter(answers.values()))
    scale = max(np.abs(each).max() for each in exact)
    for name, found in answers.items():
        bound = 1e-4 if name.endswith("fp32") else 0.2
        if any(np.abs(a - b).max() > bound * scale for a, b in zip(exact, found)):
            sys.exit(f"{name}: logits differ from the first variant's")
    for line in sys.stdin:
        count, times = int(line), {}
        for name, run in variants.items():
            start = time.perf_counter()
            for i in range(count):
                run(inputs[i % len(inputs)])
            times[name] = (time.perf_counter() - start) * 1e3 / count
        print(json.dumps(times), flush=True)


main()
