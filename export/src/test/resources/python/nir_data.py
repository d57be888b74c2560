"""Reads a recording with the reference package, prints its figures, and writes it again compressed.

h5py gives texts of a fixed length as bytes, which the package compares with texts of variable length: they are made such first.

usage: nir_data.py IN OUT STEPS
"""
import json
import sys

import h5py
import nir
import numpy as np



def variable(name, group):
    if isinstance(group.attrs.get("__type__"), bytes):
        group.attrs["__type__"] = group.attrs["__type__"].decode()


with h5py.File(sys.argv[1], "r+") as file:
    variable("", file)
    file.visititems(variable)
data = nir.read_data(sys.argv[1])
figures = {}
for name, node in data.nodes.items():
    for key, each in node.observables.items():
        if isinstance(each, nir.EventData):
            grid = each.to_time_gridded(each.t_max / int(sys.argv[3]))
            figures[name] = {
                "type": key,
                "neurons": each.n_neurons,
                "spikes": grid.data[0].sum(axis=1).tolist(),
            }
        else:
            figures[name] = {"type": key, "dt": each.dt, "values": each.data[0].astype(np.float64).tolist()}
nir.write_data(sys.argv[2], data)
print(json.dumps(figures))
