"""Gives the picture graph of a pack, made before there were captioners, the output they need.

python -m photosearch.training.cells PACK
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnx

from photosearch.encoders.packs import read_pack, write_pack
from photosearch.errors import TrainingError

CELLS = "cells"


def add_cells(pack: Path) -> bool:
    """Let ``image.onnx`` tell what its places are made of, and seal the pack anew.

    Returns:
        Whether there was anything to do.

    Raises:
        ModelError: there is no pack.
        TrainingError: its graph tells no places.
    """
    described = read_pack(pack)
    path = pack / "image.onnx"
    model = onnx.load(str(path))
    graph = model.graph
    if CELLS in (output.name for output in graph.output):
        return False
    made_by = {output: node for node in graph.node for output in node.output}
    node = made_by.get("places")
    while node is not None and node.op_type != "MatMul":
        node = made_by.get(node.input[0])
    if node is None:
        raise TrainingError("no_cells", path=path)
    if CELLS not in made_by:  # else it has the name already
        graph.node.append(onnx.helper.make_node("Identity", [node.input[0]], [CELLS]))
    shape = ["n", "k", "seen"]
    graph.output.append(onnx.helper.make_tensor_value_info(CELLS, onnx.TensorProto.FLOAT, shape))
    onnx.save(model, str(path))
    write_pack(pack, described)
    return True


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, "changed" if add_cells(Path(name)) else "as it was")
