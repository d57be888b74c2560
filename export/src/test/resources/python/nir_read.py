"""Types of the nodes of NIR files, read with type checking on, and what the metadata holds.

usage: nir_read.py FILE...
"""
import sys

import nir

for file in sys.argv[1:]:
    graph = nir.read(file, type_check=True)
    types = sorted(type(node).__name__ for node in graph.nodes.values())
    resets = {node.metadata["reset"] for node in graph.nodes.values() if "reset" in node.metadata}
    print(*types, "reset=" + "".join(resets), "dt=" + str(graph.metadata["dt"]))
