"""Checkpoints: written beside, then moved into place, so that a crash leaves a whole one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch


def save_checkpoint(path: Path, state: object) -> None:
    """Write a state."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    torch.save(state, draft)
    draft.replace(path)


def load_checkpoint(path: Path, device: str = "cpu") -> Any | None:
    """Read a state, or None if there is none."""
    if not path.exists():
        return None
    return torch.load(path, map_location=device, weights_only=True)
