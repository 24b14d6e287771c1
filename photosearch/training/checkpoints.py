"""Checkpoints: written beside, then moved into place, so that a crash leaves a whole one.

Where several processes train, the first writes for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import nn
from torch.optim.lr_scheduler import LRScheduler
from torch.optim.swa_utils import AveragedModel

from photosearch.training.distributed import rank, wait_for_all

Network = TypeVar("Network", bound=nn.Module)


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


class Resumable(Generic[Network]):
    """A run over epochs with the mean of its weights, which goes on after any of them."""

    epoch: int
    model: Network
    average: AveragedModel
    _optimizer: torch.optim.Optimizer
    _rates: LRScheduler

    def state(self) -> dict[str, object]:
        """Return what a checkpoint must hold."""
        return {
            "epoch": self.epoch,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "rates": self._rates.state_dict(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from a checkpoint."""
        self.epoch = state["epoch"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._rates.load_state_dict(state["rates"])
