#!/usr/bin/env bash
# Makes the virtual environment that `bench/run training` and `bench/run rate-based` time other frameworks in, at the
# versions that training.txt pins. It takes 6 GB: the published torch brings its GPU libraries along.
set -euo pipefail

PEERS=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python3 -m venv "$PEERS/../target/peers-training"
"$PEERS/../target/peers-training/bin/pip" install --quiet -r "$PEERS/training.txt"
