from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torch

from photosearch.training.distributed import own_share, processes, rank


def test_two_processes_see_other_photos_and_end_with_the_same_weights(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    subprocess.run(
        [*run, "-m", "tests.training.two_processes", str(tmp_path)],
        check=True,
        capture_output=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    first, first_losses = torch.load(tmp_path / "0.pt", weights_only=True)
    second, second_losses = torch.load(tmp_path / "1.pt", weights_only=True)
    for name, value in first.items():
        assert torch.equal(value, second[name]), name
    assert len(first_losses) == len(second_losses)
    assert first_losses != second_losses


def test_alone_a_process_has_all_batches() -> None:
    assert (rank(), processes()) == (0, 1)
    assert own_share([1, 2, 3]) == [1, 2, 3]
