"""Duplicates and the trash in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from photosearch.cli.language import in_words
from photosearch.cli.output import tell, tell_json, warn
from photosearch.cli.terminal import JSON_VERSION
from photosearch.duplicates.finder import surplus
from photosearch.duplicates.trash import RestoredFiles, TrashedFiles, can_restore
from photosearch.wire.values import Duplicate, DuplicateGroup, FileFailure

if TYPE_CHECKING:
    from photosearch.library import Library


def print_duplicates(groups: Sequence[DuplicateGroup], as_json: bool) -> None:
    """Print the groups, of each the photo to keep first."""
    if as_json:
        tell_json(_content(groups))
        return
    for group in groups:
        tell("Equal files:" if group.kind == "exact" else "Nearly the same:")
        for one in group.photos:
            tell(f"  {'keep ' if one is group.keep else '     '}{_line(one)}")
    others = [one for group in groups for one in group.others]
    size = sum(one.size for one in others) / 1e6
    tell(
        f"{_count(len(groups), 'group')}; {_count(len(others), 'photo')} could go ({size:.1f} MB)."
    )


def trash_duplicates(
    library: Library, groups: Sequence[DuplicateGroup], yes: bool, as_json: bool
) -> bool:
    """Ask, then move what is surplus to the trash; one of each group always stays.

    Returns:
        Whether nothing failed.
    """
    if not as_json:
        print_duplicates(groups, False)
    leaving = surplus(groups)
    if not yes and not (leaving and _agreed(len(leaving))):
        tell("Nothing was moved.")
        return True
    trashed = library.trash.move([one.photo for one in leaving])
    if as_json:
        tell_json({**_content(groups), **_moved(trashed)})
    else:
        back = " `photosearch restore` puts them back." if trashed.can_restore else ""
        tell(f"Moved {_count(len(trashed.files), 'file')} to the trash.{back}")
    _print_failures(trashed.failures)
    return not trashed.failures


def print_restored(restored: RestoredFiles) -> None:
    """Print what came back."""
    tell(f"Put {_count(len(restored.paths), 'file')} back.")
    _print_failures(restored.failures)


def _agreed(count: int) -> bool:
    if not can_restore():
        tell("photosearch can't undo this here; the system's own trash can.")
    return click.confirm(f"Move {_count(count, 'photo')} to the trash?")


def _line(one: Duplicate) -> str:
    where = f"{one.path}{'' if one.online else '  (offline)'}"
    about = f"{one.width} × {one.height}, {one.size / 1e6:.1f} MB"
    alike = "" if one.same_file else f", {one.distance} of 64 bits differ, cosine {one.cosine:.3f}"
    return f"{where}  ({about}{alike})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_failures(failures: Sequence[FileFailure]) -> None:
    for failure in failures:
        warn(f"{in_words(failure.said)} {in_words(failure.said, 'advice')}".rstrip())


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
