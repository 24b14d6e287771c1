"""Lets a pack's program for a GPU end in one more linear map."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.errors import ModelError


class _Mapped(nn.Module):
    """A program's embedding times a matrix, in the program's own precision."""

    def __init__(self, program: Any, matrix: Tensor) -> None:
        super().__init__()
        self.program = program
        self.register_buffer("matrix", matrix)

    def forward(self, pixels: Tensor) -> Tensor:
        """Return Float[n, d], unit length, of UInt8[n, h, w, 3]."""
        embedding: Tensor = self.program(pixels)
        moved = embedding.float() @ self.get_buffer("matrix")
        return nn.functional.normalize(moved, dim=-1).to(embedding.dtype)


def append_linear_program(
    source: Path, target: Path, matrix: Float32Array, pixels: UInt8Array
) -> None:
    """Write a program whose embedding is that of another times a matrix, made unit length.

    Args:
        source: a program as :func:`photosearch.models.exporting.export_program` writes it.
        target: where the new one goes.
        matrix: Float32[d, d].
        pixels: an example of its input, UInt8[n, h, w, 3], n at least 2.

    Raises:
        ModelError: the program can't be read by this torch.
    """
    batch = torch.export.Dim("n", min=1, max=4096)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        try:
            program = torch.export.load(source).module()
        except Exception as error:  # torch's errors share no type
            raise ModelError("source_not_loaded", source=source, error=error) from error
        mapped = _Mapped(program, torch.from_numpy(matrix))
        example = (torch.from_numpy(pixels),)
        torch.export.save(
            torch.export.export(mapped, example, dynamic_shapes=({0: batch},)), target
        )
