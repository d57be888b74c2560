#!/usr/bin/env bash
# Makes the virtual environment that `bench/run latency` times ONNX Runtime and OpenVINO in, at the versions that
# inference.txt pins.
set -euo pipefail

PEERS=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python3 -m venv "$PEERS/../target/peers-inference"
"$PEERS/../target/peers-inference/bin/pip" install --quiet -r "$PEERS/inference.txt"
