"""Duplicates and the trash in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from photosearch.cli.terminal import JSON_VERSION
from photosearch.duplicates.finder import Duplicate, DuplicateGroup, surplus
from photosearch.duplicates.trash import FileFailure, RestoredFiles, TrashedFiles, can_restore

if TYPE_CHECKING:
    from photosearch.library import Library


def print_duplicates(groups: Sequence[DuplicateGroup], as_json: bool) -> None:
    """Print the groups, of each the photo to keep first."""
    if as_json:
        print(json.dumps(_content(groups), indent=2))
        return
    for group in groups:
        print("Equal files:" if group.kind == "exact" else "Nearly the same:")
        for one in group.photos:
            print(f"  {'keep ' if one is group.keep else '     '}{_line(one)}")
    others = [one for group in groups for one in group.others]
    size = sum(one.size for one in others) / 1e6
    print(
        f"{_count(len(groups), 'group')}; {_count(len(others), 'photo')} could go ({size:.1f} MB)."
    )


def trash_duplicates(
    library: Library, groups: Sequence[DuplicateGroup], yes: bool, as_json: bool
) -> None:
    """Ask, then move what is surplus to the trash; one of each group always stays."""
    if as_json and not yes:
        raise typer.BadParameter("--json with --trash needs --yes: nobody can be asked.")
    if not as_json:
        print_duplicates(groups, False)
    leaving = surplus(groups)
    if not yes and not (leaving and _agreed(len(leaving))):
        print("Nothing was moved.")
        return
    trashed = library.trash([one.photo for one in leaving])
    if as_json:
        print(json.dumps({**_content(groups), **_moved(trashed)}, indent=2))
    else:
        back = " `photosearch restore` puts them back." if trashed.can_restore else ""
        print(f"Moved {_count(len(trashed.files), 'file')} to the trash.{back}")
    _print_failures(trashed.failures)
    if trashed.failures:
        sys.exit(1)


def print_restored(restored: RestoredFiles) -> None:
    """Print what came back."""
    print(f"Put {_count(len(restored.paths), 'file')} back.")
    _print_failures(restored.failures)


def _agreed(count: int) -> bool:
    if not can_restore():
        print("photosearch can't undo this here; the system's own trash can.")
    return typer.confirm(f"Move {_count(count, 'photo')} to the trash?")


def _line(one: Duplicate) -> str:
    where = f"{one.path}{'' if one.online else '  (offline)'}"
    about = f"{one.width} × {one.height}, {one.size / 1e6:.1f} MB"
    alike = "" if one.same_file else f", {one.distance} of 64 bits differ, cosine {one.cosine:.3f}"
    return f"{where}  ({about}{alike})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_failures(failures: Sequence[FileFailure]) -> None:
    for failure in failures:
        print(f"{failure.reason} {failure.advice}", file=sys.stderr)


def _content(groups: Sequence[DuplicateGroup]) -> dict[str, Any]:
    return {
        "version": JSON_VERSION,
        "groups": [
            {"kind": group.kind.value, "photos": list(map(_photo, group.photos))}
            for group in groups
        ],
    }


def _photo(one: Duplicate) -> dict[str, Any]:
    return {
        "path": str(one.path),
        "width": one.width,
        "height": one.height,
        "size": one.size,
        "taken_at": one.taken_at.isoformat() if one.taken_at else None,
        "online": one.online,
        "same_file": one.same_file,
        "distance": one.distance,
        "cosine": round(one.cosine, 5),
    }


def _moved(trashed: TrashedFiles) -> dict[str, Any]:
    return {
        "moved": [file.path for file in trashed.files],
        "failures": [
            {"path": one.path, "reason": one.reason, "advice": one.advice}
            for one in trashed.failures
        ],
    }
