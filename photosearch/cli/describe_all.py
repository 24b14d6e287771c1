"""`photosearch describe --all`: made sentences on all photos, in a file and in sidecars."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from photosearch.cli.output import one_line, tell, warn
from photosearch.cli.progress import show_progress
from photosearch.errors import StorageError
from photosearch.library import Library
from photosearch.types import Progress

HEADER = ("path", "en", "zh", "made_by")


def describe_all(library: Library, target: Path, sidecars: bool) -> None:
    """Write `path ⇥ English ⇥ Chinese ⇥ who made it` of each photo; the first line names these.

    Raises:
        ModelError: there is no captioner.
        StorageError: the file can't be written.
    """
    counts = {"written": 0, "unread": 0, "sidecars": 0}
    show_progress(_written(library, target, sidecars, counts))
    tell(f"{counts['written']:,} photos described in {target}.")
    if counts["unread"]:
        warn(f"{counts['unread']:,} can't be read now and are left out.")
    if sidecars:
        left = counts["written"] - counts["sidecars"]
        tell(f"{counts['sidecars']:,} sidecars written.")
        if left:
            warn(f"{left:,} have an alternative text already, or can't be written: as they were.")


def _written(
    library: Library, target: Path, sidecars: bool, counts: dict[str, int]
) -> Iterator[Progress]:
    total = library.photos()
    draft = target.with_name(target.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write("\t".join(HEADER) + "\n")
            for done, (path, captions) in enumerate(library.captions.all(), 1):
                if captions is None:
                    counts["unread"] += 1
                else:
                    row = (one_line(str(path)), captions.en, captions.zh, captions.by)
                    file.write("\t".join(row) + "\n")
                    counts["written"] += 1
                    if sidecars:
                        counts["sidecars"] += library.captions.write_sidecar(path, captions)
                yield Progress("describing", done, max(done, total))
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageError("output_not_written", error=error.strerror or error) from error
