"""Training on several devices, one process each, as `torchrun` starts them.

Every process takes batches of its own out of each epoch and gradients are averaged, so a step sees
as many batches as there are processes. The first process alone prepares data and writes files.
Without `torchrun` there is one process, and all of this does nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import torch
from torch import distributed as dist
from torch import nn

T = TypeVar("T")


def join_processes(device: str) -> str:
    """Meet the other processes, if `torchrun` started some; return this one's device."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1 and not dist.is_initialized():
        dist.init_process_group("nccl" if device == "cuda" else "gloo")
        if device == "cuda":
            device = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(device)
    return device


def rank() -> int:
    """Return the number of this process, from 0."""
    return dist.get_rank() if dist.is_initialized() else 0


def processes() -> int:
    """Return how many processes train together."""
    return dist.get_world_size() if dist.is_initialized() else 1


def wait_for_all() -> None:
    """Return when all processes have come here."""
    if dist.is_initialized():
        dist.barrier()


@contextmanager
def first_alone() -> Iterator[None]:
    """Let the first process go through by itself, then the others, who find its files."""
    if rank():
        wait_for_all()
    yield
    if not rank():
        wait_for_all()


def own_share(batches: Sequence[T]) -> Sequence[T]:
    """Return this process's batches; all get as many, and what is left over is left out."""
    whole = len(batches) // processes() * processes()
    return batches[rank() : whole : processes()]


def average_gradients(parameters: Iterable[nn.Parameter]) -> None:
    """Give every process the mean of all gradients."""
    if processes() == 1:
        return
    for parameter in parameters:
        if parameter.grad is not None:
            dist.all_reduce(parameter.grad)
            parameter.grad /= processes()
