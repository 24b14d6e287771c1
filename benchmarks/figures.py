"""What a benchmark finds: figures with their aims, as text and as Markdown."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

RESULTS = Path(__file__).with_name("RESULTS.md")
# More running processes than this, for each core, before the benchmark begins means a busy machine.
BUSY_LOAD = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. ``aim`` says what it should be; ``reached`` is None where none is set."""

    what: str
    value: str
    aim: str = ""
    reached: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the aim is reached, in a word."""
        return {None: "", True: "reached", False: "not reached"}[self.reached]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one benchmark; ``notes`` tell how they were measured."""

    title: str
    figures: Sequence[Figure]
    notes: str = ""


def below(what: str, value: float, aim: float, unit: str = "s") -> Figure:
    """Return a figure that should lie below its aim."""
    return Figure(what, f"{value:.3g} {unit}", f"under {aim:g} {unit}", value < aim)


def at_least(what: str, value: float, aim: float, unit: str = "×") -> Figure:
    """Return a figure that should reach its aim."""
    return Figure(what, f"{value:.4g} {unit}", f"at least {aim:g} {unit}", value >= aim)


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def median_seconds(actions: Iterable[Callable[[], object]]) -> float:
    """Return how long the middle one of these actions takes."""
    return statistics.median(seconds(action) for action in actions)


def machine() -> str:
    """Return what the figures were measured on, and how busy it was with other work."""
    memory = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    state = "under load from other work" if load > BUSY_LOAD * (os.cpu_count() or 1) else "idle"
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}; {state} when it began (load {load:.1f})"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def as_text(report: Report) -> str:
    """Return a report for the terminal."""
    lines = [report.title]
    for figure in report.figures:
        aim = f"  ({figure.aim}: {figure.verdict})" if figure.aim else ""
        lines.append(f"  {figure.what:64} {figure.value}{aim}")
    return "\n".join(lines)


def as_markdown(report: Report, command: str, measured_on: str) -> str:
    """Return a report as a section of RESULTS.md."""
    rows = "\n".join(
        f"| {figure.what} | {figure.value} | {figure.aim} | {figure.verdict} |"
        for figure in report.figures
    )
    notes = f"\n{report.notes}\n" if report.notes else ""
    return (
        f"## {report.title}\n\n`{command}` on {measured_on}.\n{notes}\n"
        f"| what | measured | aim | |\n|---|---|---|---|\n{rows}\n"
    )


def write_section(path: Path, title: str, section: str) -> None:
    """Put a section into RESULTS.md in place of its older self; others stay as they are."""
    sections = _sections(path.read_text(encoding="utf-8")) if path.exists() else {"": _HEAD}
    sections[title] = section
    text = "\n".join(part.strip("\n") + "\n" for part in sections.values())
    path.write_text(text, encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    head, *rest = text.split("\n## ")
    return {"": head, **{part.split("\n", 1)[0]: f"## {part}" for part in rest}}


_HEAD = """# Results

Written by `python -m benchmarks --write`. Ratios compare what ran in turns in the same run, so
other work on the machine slows both sides; plain times and rates suffer from it. What misses its
aim says so.
"""
