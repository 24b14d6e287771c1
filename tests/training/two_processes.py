"""What `torchrun` runs in the test: trains a tiny model and writes this process's weights."""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from photosearch.training.checkpoints import load_checkpoint, save_checkpoint
from photosearch.training.distributed import first_alone, join_processes, processes, rank
from tests.training.towers import Generated


def main(folder: Path) -> None:
    """Train for some epochs."""
    join_processes("cpu")
    assert processes() == 2
    with first_alone():
        made = folder / "made"
        assert made.exists() == bool(rank())
        made.touch()
    trainer = Generated().trainer(cycles=(2,), batch=6)
    losses = []
    for _ in range(2):
        losses += [progress.figures["loss"] for progress in trainer.run_epoch()]
    save_checkpoint(folder / "checkpoint.pt", trainer.state())
    state = load_checkpoint(folder / "checkpoint.pt")
    assert state is not None
    assert state["epoch"] == 2
    torch.save((trainer.model.state_dict(), losses), folder / f"{rank()}.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
