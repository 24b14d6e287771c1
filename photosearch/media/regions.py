"""Faces that programs have named in a picture's XMP: the regions of MWG and of Microsoft.

Sources: Metadata Working Group, Guidelines for Handling Image Metadata 2.0, 2010 (``mwg-rs``, which
Lightroom, digiKam and Picasa write: the middle, width and height, or diameter, as shares or in
pixels); Microsoft's People
Tagging (``MP:RegionInfo``: left, top, width and height as shares).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from photosearch.types import Region

# A value of an XMP packet: its list's item, the names around it, and the text.
Value: TypeAlias = tuple[int, tuple[str, ...], str]
Box: TypeAlias = tuple[float, float, float, float]

# More than these are data, not people.
MOST_REGIONS: Final = 200
_LISTS: Final = frozenset({"mwg-rs:regionlist", "mpri:regions"})
_NUMBER: Final = re.compile(r"-?\d*\.?\d+(?:[eE]-?\d+)?")


def named_regions(values: Iterable[Value]) -> Iterator[Region]:
    """Yield the faces that are named, as far as their places can be read."""
    items: dict[int, dict[str, str]] = defaultdict(dict)
    canvas: dict[str, str] = {}
    for item, path, text in values:
        if not _LISTS.isdisjoint(path):
            items[item].setdefault(path[-1], text)
        elif "mwg-rs:appliedtodimensions" in path:
            canvas.setdefault(path[-1], text)
    drawn_on = _size(canvas)
    for fields in list(items.values())[:MOST_REGIONS]:
        if (region := _mwg(fields, drawn_on) or _microsoft(fields)) is not None:
            yield replace(region, drawn_on=drawn_on)


def upright(region: Region, orientation: int, size: tuple[int, int]) -> Region:
    """Return a region as it lies in the upright picture.

    By the guidelines it is drawn on the picture as it is stored; where its canvas has the shape of
    the upright one, and that is another, it was drawn on that.

    Args:
        region: as the file tells it.
        orientation: of EXIF, 1 to 8: how the stored picture is turned.
        size: width and height of the upright picture.
    """
    is_turned = orientation in (5, 6, 7, 8) and size[0] != size[1]
    if is_turned and region.drawn_on is not None:
        across, down = region.drawn_on
        if (across > down) == (size[0] > size[1]):
            return region
    return replace(region, box=turned(region.box, orientation))


def turned(box: Box, orientation: int) -> Box:
    """Return a box of a stored picture as it lies once EXIF's ``orientation`` is obeyed."""
    left, top, right, bottom = box
    match orientation:
        case 2:
            return 1 - right, top, 1 - left, bottom
        case 3:
            return 1 - right, 1 - bottom, 1 - left, 1 - top
        case 4:
            return left, 1 - bottom, right, 1 - top
        case 5:
            return top, left, bottom, right
        case 6:
            return 1 - bottom, left, 1 - top, right
        case 7:
            return 1 - bottom, 1 - right, 1 - top, 1 - left
        case 8:
            return top, 1 - right, bottom, 1 - left
        case _:
            return box


def _mwg(fields: Mapping[str, str], drawn_on: tuple[int, int] | None) -> Region | None:
    if fields.get("mwg-rs:type", "face").lower() != "face":
        return None  # a pet, or where the camera was focused
    x, y, width, height = (_number(fields.get(f"starea:{name}", "")) for name in "xywh")
    across, down = drawn_on or (1, 1)
    if fields.get("starea:unit", "").lower() == "pixel":
        x, width, y, height = x / across, width / across, y / down, height / down
    diameter = _number(fields.get("starea:d", ""))
    if math.isfinite(diameter) and not math.isfinite(width):  # a share of the shorter side
        unit = 1 if fields.get("starea:unit", "").lower() == "pixel" else min(across, down)
        width, height = diameter * unit / across, diameter * unit / down
    box = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    return _region(fields.get("mwg-rs:name", ""), box)


def _microsoft(fields: Mapping[str, str]) -> Region | None:
    numbers = [float(number) for number in _NUMBER.findall(fields.get("mpreg:rectangle", ""))]
    if len(numbers) != 4:
        return None
    left, top, width, height = numbers
    box = left, top, left + width, top + height
    return _region(fields.get("mpreg:persondisplayname", ""), box)


def _region(name: str, box: Box) -> Region | None:
    left, top, right, bottom = (min(1.0, max(0.0, side)) for side in box)
    if not (name.strip() and all(map(math.isfinite, box)) and left < right and top < bottom):
        return None
    return Region(name.strip(), (left, top, right, bottom))


def _size(canvas: Mapping[str, str]) -> tuple[int, int] | None:
    width, height = (_number(canvas.get(f"stdim:{side}", "")) for side in "wh")
    known = math.isfinite(width) and math.isfinite(height) and min(width, height) >= 1
    return (int(width), int(height)) if known else None


def _number(text: str) -> float:
    return float(text) if _NUMBER.fullmatch(text.strip()) else math.nan
