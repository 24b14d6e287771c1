"""A graph without what only some of its outputs need; apart, as onnx takes long to import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx.utils import extract_model


def narrow(source: Path, target: Path, outputs: Sequence[str]) -> None:
    """Write the graph at ``source`` with these outputs alone, in this order.

    Raises:
        OSError: a file can't be read or written.
        Exception: onnx's, if it is no graph, or has no such output.
    """
    given = [value.name for value in onnx.load(source, load_external_data=False).graph.input]
    extract_model(str(source), str(target), given, list(outputs))
