# Wrote foreign.safetensors with safetensors 0.8.0 and numpy 2.4.6: python make_foreign.py
import numpy
from safetensors.numpy import save_file

save_file(
    {
        "weight": (numpy.arange(6, dtype=numpy.float32) / 2).reshape(2, 3),
        "counts": numpy.array([1, -70000], dtype=numpy.int32),
        "codes": numpy.array([-128, 0, 127], dtype=numpy.int8),
    },
    "foreign.safetensors",
    metadata={"made_by": "numpy"},
)
