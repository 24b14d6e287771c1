"""How far a long operation is, on standard error."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from photosearch.types import Progress


def show_progress(steps: Iterator[Progress]) -> Progress | None:
    """Run a long operation under a progress bar; return its last step."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    last: Progress | None = None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with _closing(steps), Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}
        for last in steps:
            if last.stage not in tasks:
                tasks[last.stage] = bars.add_task(last.stage.capitalize(), total=None, rate="")
            bars.update(
                tasks[last.stage],  # type: ignore[arg-type]
                completed=last.done,
                total=last.total or None,
                rate=_rate(last),
            )
    return last


@contextmanager
def _closing(steps: Iterator[Progress]) -> Iterator[None]:
    """Let an operation that is stopped end what it has begun before the library is closed."""
    try:
        yield
    finally:
        if isinstance(steps, Generator):
            steps.close()


def _rate(progress: Progress) -> str:
    parts = [f"{progress.rate:.{0 if progress.rate >= 10 else 1}f}/s"] if progress.rate else []
    if "loss" in progress.figures:
        parts.append(f"loss {progress.figures['loss']:.3f}")
    return " · ".join(parts)
