"""Which device to train on."""

from __future__ import annotations

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
