"""Text in pictures: characters read right, what is read where nothing stands, time and memory."""

from __future__ import annotations

import resource
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import Figure, Report
from benchmarks.made_text import Made, make_pictures
from photosearch.analysers.analyser import look
from photosearch.analysers.text import TEXT
from photosearch.types import TextLine


def measure() -> Report:
    """Read the made pictures."""
    with tempfile.TemporaryDirectory(prefix="photosearch-benchmark-") as folder:
        pictures = make_pictures(Path(folder) / "pictures")
        look(TEXT, _CACHE, pictures[0].path)  # the reader is loaded
        begun = time.process_time()
        read = [(made, lines_in(made.path)) for made in pictures]
        spent = (time.process_time() - begun) / len(pictures)
    return Report("Reading", list(_figures(read, spent)), _NOTES.format(count=len(read)))


def lines_in(path: Path) -> tuple[TextLine, ...]:
    """Return what the text analyser reads in a file."""
    found = look(TEXT, _CACHE, path)
    return found if isinstance(found, tuple) else ()


def _figures(read: Sequence[tuple[Made, tuple[TextLine, ...]]], spent: float):  # type: ignore[no-untyped-def]
    kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for made, lines in read:
        if made.lines:
            kinds[made.kind].append(_right(made.lines, [line.text for line in lines]))
    everything = [pair for some in kinds.values() for pair in some]
    yield Figure("characters read right, all kinds", _percent(everything))
    for kind, some in kinds.items():
        yield Figure(f"… {kind} ({len(some)})", _percent(some))
    none = [lines for made, lines in read if not made.lines]
    false = sum(map(len, none))
    yield Figure(f"lines read in {len(none)} pictures without text", f"{false}")
    yield Figure("processor time a picture", f"{spent:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("peak memory of the process", f"{peak:.0f} MB")


def _percent(pairs: Sequence[tuple[int, int]]) -> str:
    right, total = (sum(column) for column in zip(*pairs, strict=True))
    return f"{100 * right / total:.1f} %"


def _right(wanted: Sequence[str], read: Sequence[str]) -> tuple[int, int]:
    """Return how many characters were read right, of how many; spaces are not counted.

    Each line is compared with the line read that is nearest, or found among them all.
    """
    lines = [_plain(line) for line in read]
    joined = "".join(lines)
    right = total = 0
    for line in map(_plain, wanted):
        total += len(line)
        if line in joined:
            right += len(line)
        elif lines:
            right += max(0, len(line) - min(distance(line, one) for one in lines))
    return right, total


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def distance(one: str, other: str) -> int:
    """Return Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, mark in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != mark))
    return row[-1]


# Of analysers that keep pictures; this one keeps none.
_CACHE = Path()

_NOTES = """\
{count} pictures made with text that is known (fonts DejaVu and Noto CJK), most with a sensor's
noise, JPEG; each decoded, scaled and read as the pass over a library does, by one thread. Spaces
are not counted, and a line counts as far as it agrees with the nearest line read (Levenshtein).
Made letters are cleaner than those of the world: this is what can be had at best."""
