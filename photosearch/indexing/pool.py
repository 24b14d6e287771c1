"""The pool of worker processes: files come from anywhere, and codecs crash, hang and swell.

Whatever goes wrong in a worker costs exactly the file it was busy with.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessPool

from photosearch.indexing.worker import Worker, WorkerConfig
from photosearch.types import Decoded, Problem, ProblemReason

Key = TypeVar("Key")
_Future: TypeAlias = "Future[Decoded | Problem]"
TIME_LIMIT = 30.0
# Files in flight for each worker: one at work, the others ready, so that none waits for the engine.
IN_FLIGHT = 3
# Seconds that closing waits for workers on their way up.
ARRIVAL_LIMIT = 10.0
# Lower than anything a person is using.
NICENESS = 10

_worker: Worker | None = None


class WorkerPool:
    """Processes that decode and encode; a context manager."""

    def __init__(
        self,
        config: WorkerConfig,
        workers: int,
        time_limit: float = TIME_LIMIT,
        task: Callable[[Path], Decoded | Problem] | None = None,
    ) -> None:
        self._workers = workers
        self._time_limit = time_limit
        self._task = task or process
        context = get_context("spawn")
        with _out_of_reach():  # it starts a process that tidies up
            self._arrivals = context.Semaphore(0)
        self._is_used = False
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=start,
            initargs=(config, self._arrivals),
            context=context,
        )

    def process(self, items: Iterable[tuple[Key, Path]]) -> Iterator[tuple[Key, Decoded | Problem]]:
        """Yield each item's outcome as it completes; items are drawn only as workers get free.

        Closing the generator cancels what is in flight.
        """
        source = iter(items)
        running: dict[_Future, Key] = {}
        try:
            while True:
                while len(running) < IN_FLIGHT * self._workers:
                    item = next(source, None)
                    if item is None:
                        break
                    key, path = item
                    running[self._schedule(path)] = key
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running.pop(future), _outcome(future, self._time_limit)
        finally:
            for future in running:
                future.cancel()

    def one(self, path: Path) -> Decoded | Problem:
        """Return the outcome of a single file."""
        return _outcome(self._schedule(path), self._time_limit)

    def _schedule(self, path: Path) -> _Future:
        self._is_used = True
        with _out_of_reach():  # the first starts the workers, and the thread that replaces them
            return self._pool.schedule(self._task, args=[path], timeout=self._time_limit)

    def close(self) -> None:
        """End the workers, once all have arrived.

        One that is ended on its way up finds what it was started with gone, and says so on the
        terminal.
        """
        deadline = time.monotonic() + ARRIVAL_LIMIT
        for _ in range(self._workers if self._is_used else 0):
            self._arrivals.acquire(timeout=max(0.0, deadline - time.monotonic()))
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def _out_of_reach() -> Iterator[None]:
    """Keep what a terminal sends to all its processes from those that are started here.

    Ctrl-C, or a terminal that is closed, is the engine's to answer: it ends the workers in order.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start(config: WorkerConfig, arrivals: Semaphore) -> None:
    """Make this process a worker: low priority, limited memory, one encoder."""
    global _worker
    arrivals.release()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    _lower_priority()
    _die_with_parent()
    _worker = Worker(config)
    _limit_memory(config.memory_limit)


def process(path: Path) -> Decoded | Problem:
    """Process one file in this worker."""
    assert _worker is not None
    return _worker.process(path)


def _outcome(future: _Future, time_limit: float) -> Decoded | Problem:
    try:
        return future.result()
    except TimeoutError:
        return Problem(ProblemReason.TIMED_OUT, f"more than {time_limit:.0f} s")
    except MemoryError:
        return Problem(ProblemReason.OUT_OF_MEMORY)
    except ProcessExpired as error:
        return Problem(ProblemReason.CRASHED, f"the worker ended with status {error.exitcode}")
    except Exception as error:  # a bug of ours or a codec's: it costs this one file
        return Problem(ProblemReason.CRASHED, f"{type(error).__name__}: {error}")


def _lower_priority() -> None:
    import psutil

    with suppress(OSError, psutil.Error):
        level = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else NICENESS
        psutil.Process().nice(level)


def _die_with_parent() -> None:
    """On Linux, end when the engine is killed; elsewhere the closed pipe ends the worker."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def _limit_memory(limit: int) -> None:
    """Cap private memory; memory-mapped models and libraries don't count."""
    if limit and sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
