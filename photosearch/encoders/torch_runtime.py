"""Encodes photos on a GPU through torch, where there is one and the pack has a program for it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.arrays import Float32Array, UInt8Array
from photosearch.encoders.packs import read_pack
from photosearch.encoders.protocol import Pictures
from photosearch.errors import ModelError

PROGRAM_FILE = "image.pt2"
BATCH = 64


def choose_device(wanted: str, folder: Path) -> str:
    """Return ``cpu``, ``cuda`` or ``mps`` for a pack; torch is only asked where a GPU may be.

    Raises:
        ModelError: a GPU was asked for by name, and there is none or the pack can't use it.
    """
    if wanted == "cpu":
        return "cpu"
    has_program = (folder / PROGRAM_FILE).is_file()
    available = devices() if has_program else ()
    if wanted == "auto":
        return available[0] if available else "cpu"
    if wanted not in available:
        if not has_program:
            raise ModelError("cpu_only")
        raise ModelError("no_device", wanted=wanted)
    return wanted


def has_gpu() -> bool:
    """Say whether torch can use a GPU here."""
    return bool(devices())


def devices() -> tuple[str, ...]:
    """Return the kinds of GPU that torch can use here; torch is only asked where one may be."""
    if shutil.which("nvidia-smi") is None and sys.platform != "darwin":
        return ()
    import torch

    found = []
    if torch.cuda.is_available():
        found.append("cuda")
    if torch.backends.mps.is_available():
        found.append("mps")
    return tuple(found)


class TorchImageEncoder:
    """A pack's image tower on a device, in half precision."""

    def __init__(self, folder: Path, device: str) -> None:
        self.pack = read_pack(folder)
        self.fingerprint = self.pack.fingerprint
        self._device = device
        self._program: Any = None
        self._folder = folder

    def encode_images(self, pixels: UInt8Array) -> Float32Array:
        """Return Float32[n, d], unit length, of UInt8[n, h, w, 3]."""
        import torch

        program = self._loaded()
        parts = []
        with torch.inference_mode():
            for start in range(0, len(pixels), BATCH):
                batch = torch.from_numpy(pixels[start : start + BATCH]).to(self._device)
                parts.append(program(batch).float().cpu().numpy())
        return np.concatenate(parts) if parts else np.zeros((0, self.pack.dimensions), np.float32)

    def encode_pictures(self, pixels: UInt8Array) -> Pictures:
        """Return the embeddings; the program has no output for places."""
        return Pictures(self.encode_images(pixels))

    def _loaded(self) -> Any:
        if self._program is None:
            import torch
            from torch.export.passes import move_to_device_pass

            program = torch.export.load(self._folder / PROGRAM_FILE)
            self._program = move_to_device_pass(program, self._device).module()
        return self._program
