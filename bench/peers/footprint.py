"""How the dense runtimes are opened, on one thread; as a program, the peak memory of one that answers a few images:

    footprint.py onnx_runtime|open_vino MODEL.onnx CHANNELS HEIGHT WIDTH          prints bytes
"""

import sys

import numpy as np


def onnx_runtime(path):
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda image: session.run(None, {"input": image})[0]


def open_vino(path):
    import openvino as ov

    config = {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
    request = ov.Core().compile_model(path, "CPU", config).create_infer_request()
    return lambda image: request.infer([image], share_inputs=True)[0]


RUNTIMES = {"onnx_runtime": onnx_runtime, "open_vino": open_vino}


def main():
    run = RUNTIMES[sys.argv[1]](sys.argv[2])
    image = np.zeros((1, *(int(size) for size in sys.argv[3:])), np.float32)
    for _ in range(16):
        run(image)
    print(next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))


if __name__ == "__main__":
    main()
