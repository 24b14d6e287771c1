"""What the libraries we stand on are told before they are imported: send nothing, use one thread.

`photosearch/__init__.py` does so first of all, so that it holds in every process that imports us,
and in the processes that those start. Libraries read these variables once, when they are loaded.
"""

from __future__ import annotations

import os
import sys

# onnxruntime sends what it is used for to its maker, and keeps a device id and a queue of events
# below ~/.cache; huggingface_hub tells its hub of who asks.
PRIVATE = {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
# Whoever chose a number keeps it. We have threads and processes of our own: numpy's, which wait for
# each other by spinning, cost a tenth of indexing, and on a busy machine seconds of a search.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
OFFLINE = "HF_HUB_OFFLINE"


def keep_private() -> None:
    """Switch off what would leave the machine; safe in a program that is not ours."""
    os.environ.update(PRIVATE)


def spare_the_cores() -> None:
    """Let numpy compute in one thread, if it is not imported yet."""
    for name, number in ONE_THREAD.items():
        os.environ.setdefault(name, number)


def stay_off_the_hub() -> None:
    """Let nothing in this process ask the Hugging Face hub; for processes of our own."""
    os.environ[OFFLINE] = "1"


def ask_the_hub() -> None:
    """Let this process ask the hub, since the user did; before huggingface_hub is imported."""
    os.environ[OFFLINE] = "0"


def is_worker_on_its_way() -> bool:
    """Say whether this process is a worker that starts, and so runs its parent's script again."""
    module = sys.modules.get("multiprocessing.process")
    return module is not None and bool(getattr(module.current_process(), "_inheriting", False))
