"""Which device to train on."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

from photosearch.errors import TrainingError


def choose_training_device(wanted: str) -> str:
    """Return the device to train on; ``auto`` takes a GPU where there is one.

    Raises:
        TrainingError: the device is not there.
    """
    available = ["cpu"]
    if torch.cuda.is_available():
        available.insert(0, "cuda")
    elif torch.backends.mps.is_available():
        available.insert(0, "mps")
    if wanted == "auto":
        return available[0]
    if wanted not in available:
        raise TrainingError("no_device", wanted=wanted)
    return wanted


def in_half_precision(device: str) -> AbstractContextManager[object]:
    """Return a context in which matrix products are of bfloat16 where the processor has such."""
    kind = device.split(":")[0]
    able = torch.cuda.is_bf16_supported() if kind == "cuda" else kind == "cpu" and _has_tiles()
    return torch.autocast(kind, torch.bfloat16) if able else nullcontext()


def _has_tiles() -> bool:
    """Say whether the processor multiplies matrices of bfloat16 (AMX); others only emulate it."""
    return bool(getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)())
