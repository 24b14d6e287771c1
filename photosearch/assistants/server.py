"""The server: what an assistant may ask of the library, and what it may change if it is let.

It speaks on standard input and output, and nothing else is written there. It reads; with ``write``
it adds folders, indexes and saves searches. Files are never changed, moved or deleted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from photosearch import __version__
from photosearch.assistants.plain import (
    plain_explanation,
    plain_facts,
    plain_hit,
    plain_reply,
    plain_tags,
)
from photosearch.assistants.shelf import Shelf
from photosearch.catalogue.photos import PhotoRow
from photosearch.errors import PhotosearchError
from photosearch.library import Library
from photosearch.paths import AppPaths, user_path
from photosearch.types import PhotoId
from photosearch.wire.values import Question

INSTRUCTIONS: Final = (
    "The user's own photos and videos, indexed on this computer. `search` finds photos by what they"
    " show and what is written on them, in English or Chinese, with filters (in:folder, date:2023,"
    ' before:, after:, camera:, near:place, type:video, rating:>=4, has:gps, text:, "exact words",'
    " -without). `ask` answers questions (when, where, who, how many, which, what it says) from"
    " facts, with the photos that prove it. `facts`, `describe`, `why` and `thumbnail` take the"
    " number of a photo that `search` or `ask` gave. What is not sure is marked so; do not judge"
    " people by their photos."
)
MOST: Final = 100
_READS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_ADDS: Final = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def serve(paths: AppPaths, *, write: bool) -> None:
    """Serve on standard input and output until it ends."""
    shelf = Shelf(paths)
    try:
        server(shelf, write=write).run("stdio")
    finally:
        shelf.close()


def server(shelf: Shelf, *, write: bool) -> MCPServer[Any]:
    """Return the server of a library, with the tools that change it if ``write``."""
    made: MCPServer[Any] = MCPServer(
        "photosearch", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    reads = Reading(shelf)
    for tool in (
        reads.search, reads.ask, reads.ask_photo, reads.facts, reads.describe, reads.why,
        reads.thumbnail, reads.status,
    ):  # fmt: skip
        made.add_tool(tool, annotations=_READS)
    if write:
        writes = Writing(shelf)
        for change in (writes.add_folder, writes.index, writes.save_search):
            made.add_tool(change, annotations=_ADDS)
    return made


class Reading:
    """The tools that read. Their docstrings are what an assistant reads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def search(
        self, query: str = "", limit: int = 20, start: int = 0, sort: str = ""
    ) -> dict[str, Any]:
        """Find photos by what they show and what is written on them; all, newest first, if empty.

        `matches` of the `total` photos are sure enough to be shown; their order is by relevance, or
        by date with sort "date". `start` and `limit` (at most 100) page through them.
        """
        if sort not in ("", "relevance", "date"):
            raise ToolError("sort is relevance or date")
        with self._library() as library:
            answer = library.search(query, sort=sort)
            hits = library.hits(answer, start, max(0, min(limit, MOST)))
            return {
                "query": query,
                "total": len(answer),
                "matches": answer.matches,
                "not_understood": [
                    part.error.reason for part in answer.query.parts if part.error is not None
                ],
                "hits": [plain_hit(hit) for hit in hits],
            }

    def ask(self, question: str) -> dict[str, Any]:
        """Answer a question about the library, in its language, with the photos that prove it.

        When, where, who, how many, which, what it says; `sure` says whether it rests on photos that
        match and on facts, `query` is the search that was made of it.
        """
        with self._library() as library:
            return plain_reply(library.ask(question, look=False))

    def ask_photo(self, photo: int, question: str) -> dict[str, Any]:
        """Answer a question about one photo: what, who, where, colour, how many, what is written.

        From what is known of it, else from what it shows; then `probability` says how likely the
        answer is right, and `sure` whether that is enough to rely on.
        """
        with self._library() as library:
            row = _row(library, photo)
            return plain_reply(library.ask(question, photo=row.id, look=False))

    def facts(self, photo: int) -> dict[str, Any]:
        """Tell what is known of a photo: file, date, camera, place, people, captions, text read."""
        with self._library() as library:
            row = _row(library, photo)
            return plain_facts(row, library.words(photo), library.text_in(photo))

    def describe(self, photo: int, count: int = 10) -> dict[str, Any]:
        """Tell what a photo shows: a made caption, and everyday words, English and Chinese."""
        with self._library() as library:
            row = _row(library, photo)
            made = library.caption(photo)
            return {
                "photo": row.id,
                "made_caption": None if made is None else {"en": made.en, "zh": made.zh},
                "words": plain_tags(library.describe(photo, min(count, MOST))),
            }

    def why(self, query: str, photo: int) -> dict[str, Any]:
        """Tell why a photo matches a search: by its picture or its words, which, and where."""
        with self._library() as library:
            _row(library, photo)
            return plain_explanation(library.why(query, photo))

    def thumbnail(self, photo: int, edge: int = 320) -> Image:
        """Return a small picture of a photo (JPEG), `edge` pixels wide or high, at most 1600."""
        with self._library() as library:
            _row(library, photo)
            made = (
                library.make_thumbnail(photo)
                if edge <= 320
                else library.make_preview(photo, min(edge, 1600))
            )
            if made is None:
                raise ToolError("The photo can't be read now.")
            return Image(data=made.read_bytes(), format="jpeg")

    def status(self) -> dict[str, Any]:
        """Tell which folders the library has, how many photos, and how many can be found."""
        with self._library() as library:
            return {
                "photos": library.photos(),
                "searchable": library.searchable(),
                "model": library.answering_model(),
                "folders": [
                    {"path": str(one.path), "photos": one.photos, "online": one.online}
                    for one in library.folders.all()
                ],
            }

    @contextmanager
    def _library(self) -> Iterator[Library]:
        with _told(), self._shelf.reading() as library:
            yield library


class Writing:
    """The tools that change the library, never a file of the user's."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add_folder(self, path: str) -> dict[str, Any]:
        """Add a folder of photos to the library; `index` makes them searchable."""
        with self._library() as library:
            library.folders.add(user_path(path))
            return {"folders": [str(one.path) for one in library.folders.all()]}

    def index(self, seconds: float = 60.0) -> dict[str, Any]:
        """Look at all folders and index what is new, for at most so many seconds.

        `left` photos remain: call it again.
        """
        with self._library() as library:
            return _indexed(library, seconds)

    def save_search(self, name: str, query: str) -> dict[str, Any]:
        """Save a search under a name; it stands in the window's list then."""
        with self._library() as library:
            library.searches.save(name, Question(query))
            return {"saved": [one.name for one in library.searches.saved()]}

    @contextmanager
    def _library(self) -> Iterator[Library]:
        with _told(), self._shelf.writing() as library:
            yield library


def _indexed(library: Library, seconds: float) -> dict[str, Any]:
    end = time.monotonic() + seconds
    work = library.update()
    for _ in work:
        if time.monotonic() >= end:
            break
    work.close()  # type: ignore[attr-defined]
    return {"searchable": library.searchable(), "left": library.upkeep.pending()}


def _row(library: Library, photo: PhotoId) -> PhotoRow:
    row = library.photo(photo)
    if row is None:
        raise ToolError(f"There is no photo {photo}; `search` gives the numbers of photos.")
    return row


@contextmanager
def _told() -> Iterator[None]:
    """Tell what fails as a sentence."""
    try:
        yield
    except PhotosearchError as error:
        said = error.said
        raise ToolError(" ".join(filter(None, (said.reason, said.advice)))) from error
