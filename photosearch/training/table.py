"""Captions to evaluate by: a file of `image ⇥ caption`, with further columns if it has a header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photosearch.errors import TrainingError
from photosearch.training.data import read_rows

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One caption of one photo. ``group`` is what the photo is counted under, if anything."""

    image: str
    caption: str
    language: str
    group: str = ""


def read_table(path: Path, only: frozenset[str] | None = None) -> list[Row]:
    """Read captions, those of the photos in ``only`` if it is given.

    Without a header the columns are image and caption. With one they are named, in any order:
    ``image``, ``caption``, and perhaps ``language`` and ``group``.

    Raises:
        TrainingError: the file can't be read, or has no captions of these photos.
    """
    lines = read_rows(path, columns=2)
    names = [name.strip().lower() for name in lines[0]] if lines else []
    headed = {"image", "caption"} <= set(names)
    columns = names if headed else ["image", "caption"]
    found = [_row(dict(zip(columns, line, strict=False))) for line in lines[headed:]]
    rows = [row for row in found if only is None or row.image in only]
    if not rows:
        raise TrainingError("no_captions", path=path)
    return rows


def read_labels(path: Path, only: frozenset[str] | None = None) -> list[Row]:
    """Read labels, those of the photos in ``only`` if it is given.

    The columns are the image and its label, perhaps in further languages in further columns. A
    header names them ``image`` and ``label``; the language of each name is told by its letters.

    Raises:
        TrainingError: the file can't be read, or has no labels of these photos.
    """
    lines = read_rows(path, columns=2)
    headed = bool(lines) and [cell.strip().lower() for cell in lines[0][:2]] == ["image", "label"]
    rows = [
        _row({"image": image, "caption": name})
        for image, *names in lines[headed:]
        for name in names
        if name.strip() and (only is None or image.strip() in only)
    ]
    if not rows:
        raise TrainingError("no_labels", path=path)
    return rows


def languages(rows: Sequence[Row]) -> list[str]:
    """Return the languages of captions, sorted."""
    return sorted({row.language for row in rows})


def _row(cells: dict[str, str]) -> Row:
    caption = cells.get("caption", "").strip()
    return Row(
        image=cells.get("image", "").strip(),
        caption=caption,
        language=cells.get("language", "") or ("zh" if _HAN.search(caption) else "en"),
        group=cells.get("group", "").strip(),
    )
