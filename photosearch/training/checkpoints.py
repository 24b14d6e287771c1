"""Checkpoints: written beside, then moved into place, so that a crash leaves a whole one.

Where several processes train, the first writes for all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from photosearch.training.distributed import rank, wait_for_all


def save_checkpoint(path: Path, state: object) -> None:
    """Write a state; returns when all processes can read it."""
    if not rank():
        _write(path, state)
    wait_for_all()


def _write(path: Path, state: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    torch.save(state, draft)
    draft.replace(path)


def load_checkpoint(path: Path, device: str = "cpu") -> Any | None:
    """Read a state, or None if there is none."""
    if not path.exists():
        return None
    return torch.load(path, map_location=device, weights_only=True)
