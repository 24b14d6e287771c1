"""The pool of worker processes: files come from anywhere, and codecs crash, hang and swell.

Whatever goes wrong in a worker costs at most the file it was busy with. A worker that ends, or does
not answer in time, is the machine's fault first: out of memory, a kill from outside, a heavy load.
So its file is tried again later, alone, before it is blamed.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, overload

from pebble import ProcessExpired, ProcessPool

from photosearch.encoders.onnx import kept_outputs
from photosearch.encoders.packs import read_pack
from photosearch.encoders.ready import is_to_be_made, make_ready
from photosearch.errors import WorkersError
from photosearch.indexing.stalls import STALLED, StallGuard
from photosearch.indexing.worker import Worker, WorkerConfig
from photosearch.said import quote, say
from photosearch.types import VIDEO_KINDS, Decoded, Problem, ProblemReason

log = logging.getLogger(__name__)

Key = TypeVar("Key")
# What a task makes of a file that has no problem.
Made = TypeVar("Made")
# Seconds of processor time a file may take, whatever else the machine does, and seconds of the
# clock; alone it gets more of the latter.
TIME_LIMIT = 30.0
# The same for a video, which is many pictures.
VIDEO_TIME_LIMIT = 300.0
PATIENCE = 4.0
# How often a file is tried alone whose worker was killed from outside.
ALONE_TRIES = 2
# Seconds without any outcome after which the pool is taken for stuck, at least.
STUCK = 60.0
# Pools that may break in a row before it is said that workers can't run here.
MOST_BROKEN = 3
# Files in flight for each worker: one at work, the others ready, so that none waits for the engine.
IN_FLIGHT = 3
# Seconds that closing waits for workers on their way up.
ARRIVAL_LIMIT = 10.0
# Lower than anything a person is using.
NICENESS = 10

_worker: Worker | None = None
_guard: StallGuard | None = None


@dataclass(frozen=True, slots=True)
class _Doubt:
    """An outcome that may not be the file's fault.

    ``outside``: its worker was ended by another; ``was_tried``: there was a worker.
    """

    problem: Problem
    outside: bool = False
    was_tried: bool = True


class WorkerPool(Generic[Made]):
    """Processes that do a task with files, decoding and encoding by default; a context manager."""

    @overload
    def __init__(
        self: WorkerPool[Decoded],
        config: WorkerConfig,
        workers: int,
        time_limit: float = TIME_LIMIT,
    ) -> None: ...

    @overload
    def __init__(
        self,
        config: WorkerConfig,
        workers: int,
        time_limit: float = TIME_LIMIT,
        *,
        task: Callable[[Path], Made | Problem],
    ) -> None: ...

    def __init__(
        self,
        config: WorkerConfig,
        workers: int,
        time_limit: float = TIME_LIMIT,
        *,
        task: Callable[[Path], Any] | None = None,
    ) -> None:
        self._config = config
        self._workers = workers
        self._time_limit = time_limit
        self._task = task or process
        self._broken = 0
        self._start()

    def _start(self) -> None:
        context = get_context("spawn")
        with _out_of_reach():  # it starts a process that tidies up
            self._arrivals = context.Semaphore(0)
        self._is_used = False
        self._pool = ProcessPool(
            max_workers=self._workers,
            initializer=start,
            initargs=(self._config, self._arrivals),
            context=context,
        )

    def process(self, items: Iterable[tuple[Key, Path]]) -> Iterator[tuple[Key, Made | Problem]]:
        """Yield each item's outcome as it completes; items are drawn only as workers get free.

        Closing the generator cancels what is in flight.

        Raises:
            WorkersError: no worker can run here.
        """
        source = iter(items)
        running: dict[Future[Made | Problem], tuple[Key, Path]] = {}
        doubtful: list[tuple[Key, Path]] = []
        try:
            while self._fill(running, source):
                done, _ = wait(running, self._patience(running), FIRST_COMPLETED)
                if not done:
                    self._restart()  # a worker that was killed may leave the others waiting
                    doubtful += running.values()
                    running.clear()
                for future in done:
                    key, path = running.pop(future)
                    outcome = self._outcome(future, path)
                    if isinstance(outcome, _Doubt):
                        doubtful.append((key, path))
                    else:
                        yield key, outcome
            for key, path in doubtful:
                yield key, self._alone(path)
        finally:
            for future in running:
                future.cancel()

    def _patience(self, running: dict[Future[Made | Problem], tuple[Key, Path]]) -> float:
        """Return the seconds without any outcome after which the pool is taken for stuck."""
        return max(STUCK, *(PATIENCE * self._limit(path) for _, path in running.values()))

    def _fill(
        self,
        running: dict[Future[Made | Problem], tuple[Key, Path]],
        source: Iterator[tuple[Key, Path]],
    ) -> bool:
        """Schedule items as far as there is room; return whether any is running."""
        while len(running) < IN_FLIGHT * self._workers:
            item = next(source, None)
            if item is None:
                break
            running[self._schedule(item[1])] = item
        return bool(running)

    def one(self, path: Path) -> Made | Problem:
        """Return the outcome of a single file."""
        outcome = self._outcome(self._schedule(path), path)
        return self._alone(path) if isinstance(outcome, _Doubt) else outcome

    def _alone(self, path: Path) -> Made | Problem:
        """Return the outcome of a file while no other is worked on; now it is blamed."""
        tries = 0
        while True:
            outcome = self._outcome(self._submit(path, PATIENCE * self._limit(path)), path)
            if not isinstance(outcome, _Doubt):
                return outcome
            tries += outcome.was_tried
            if not outcome.outside or tries >= ALONE_TRIES:
                return outcome.problem

    def _limit(self, path: Path) -> float:
        """Return the seconds of processor time that a file may take."""
        is_video = path.suffix.lower() in VIDEO_KINDS
        return max(self._time_limit, VIDEO_TIME_LIMIT) if is_video else self._time_limit

    def _schedule(self, path: Path) -> Future[Made | Problem]:
        return self._submit(path, self._limit(path))

    def _submit(self, path: Path, seconds: float) -> Future[Made | Problem]:
        self._is_used = True
        # The first starts the workers, and the thread that replaces them.
        with suppress(RuntimeError), _out_of_reach():
            work = [self._limit(path), self._task, path]
            return self._pool.schedule(within, args=work, timeout=seconds)
        self._restart()  # it is broken: its workers ended while they had nothing to do
        return self._submit(path, seconds)

    def _restart(self) -> None:
        """Begin with new workers.

        Raises:
            WorkersError: the last ones ended before they did anything, too.
        """
        self._broken += 1
        if self._broken >= MOST_BROKEN:
            raise _cannot_run()
        self._end()
        self._start()

    def _outcome(self, future: Future[Made | Problem], path: Path) -> Made | Problem | _Doubt:
        try:
            outcome: Made | Problem | _Doubt = future.result()
        except TimeoutError:
            outcome = _Doubt(self._too_long(path))
        except MemoryError:
            outcome = Problem(ProblemReason.OUT_OF_MEMORY)
        except ProcessExpired as error:
            outcome = self._expired(error.exitcode or 0, path)
        except BrokenProcessPool:
            return _Doubt(Problem(ProblemReason.FAILED), outside=True, was_tried=False)
        except Exception as error:  # a bug of ours or a codec's: it costs this one file
            outcome = Problem(ProblemReason.CRASHED, quote(f"{type(error).__name__}: {error}"))
        self._broken = 0
        return outcome

    def _expired(self, status: int, path: Path) -> Problem | _Doubt:
        if status == -_PROCESSOR_TIME:
            return self._too_long(path)
        if status == STALLED:
            seconds = f"{self._config.stall_limit:.0f}"
            return _Doubt(Problem(ProblemReason.TIMED_OUT, say("detail.stalled", seconds=seconds)))
        said = say("detail.worker_ended", status=status)
        if abs(status) in _FROM_OUTSIDE:
            return _Doubt(Problem(ProblemReason.FAILED, said), outside=True)
        return _Doubt(Problem(ProblemReason.CRASHED, said))

    def _too_long(self, path: Path) -> Problem:
        seconds = f"{self._limit(path):.0f}"
        return Problem(ProblemReason.TIMED_OUT, say("detail.too_long", seconds=seconds))

    def close(self) -> None:
        """End the workers, once all have arrived.

        One that is ended on its way up finds what it was started with gone, and says so on the
        terminal.
        """
        deadline = time.monotonic() + ARRIVAL_LIMIT
        waits_for = self._workers if self._is_used and not self._broken else 0
        for _ in range(waits_for):
            self._arrivals.acquire(timeout=max(0.0, deadline - time.monotonic()))
        self._end()

    def _end(self) -> None:
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


# What ends a worker whose processor time is used up; Windows has no such clock.
_PROCESSOR_TIME = int(getattr(signal, "SIGPROF", 0)) or 1 << 30
# Signals that a system out of memory, a person or a session that ends sends; not a codec's crash.
_FROM_OUTSIDE = {int(s) for s in signal.Signals if s.name in ("SIGKILL", "SIGTERM", "SIGHUP")}


def make_graphs_ready(config: WorkerConfig) -> None:
    """Let a worker keep a pack's graphs as they are made ready; if it fails nothing is lost."""
    pack, kept = config.pack, config.graphs
    if pack is None or kept is None:
        return
    outputs = kept_outputs(read_pack(pack))
    paths = [
        pack / name for name, some in outputs.items() if is_to_be_made(pack / name, kept, some)
    ]
    if not paths:
        return
    with WorkerPool(config, 1, task=partial(_keep, kept=kept, outputs=outputs)) as pool:
        for path, problem in pool.process((path, path) for path in paths):
            if problem is not None:
                log.info("%s is not kept as it is made ready: %s", path, problem)


def _keep(path: Path, kept: Path, outputs: Mapping[str, Sequence[str]]) -> None:
    make_ready(path, kept, outputs[path.name])


def start(config: WorkerConfig, arrivals: Semaphore) -> None:
    """Make this process a worker: low priority, limited memory, one encoder."""
    global _worker, _guard
    arrivals.release()
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    _lower_priority()
    _die_with_parent()
    _worker = Worker(config)
    _limit_memory(config.memory_limit)
    _guard = StallGuard(config.stall_limit)


def within(seconds: float, task: Callable[[Path], Made], path: Path) -> Made:
    """Do a task; this worker ends if it takes more seconds of processor time, or none for long."""
    assert _guard is not None
    with _guard.watching():
        if not hasattr(signal, "setitimer"):
            return task(path)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            return task(path)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def process(path: Path) -> Decoded | Problem:
    """Process one file in this worker."""
    assert _worker is not None
    return _worker.process(path)


def _cannot_run() -> WorkersError:
    script = getattr(sys.modules["__main__"], "__file__", None)
    with suppress(OSError, TypeError, UnicodeDecodeError):
        if script is not None and "__name__" not in Path(script).read_text(encoding="utf-8"):
            return WorkersError("no_main_guard", script=script)
    return WorkersError("end_early")


def _lower_priority() -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            import psutil  # late: a worker is waited for

            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(NICENESS)


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
