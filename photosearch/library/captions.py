"""Made captions, as a part of the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from photosearch.catalogue.database import Catalogue
from photosearch.encoders.registry import Registry
from photosearch.errors import PhotoUnreadableError
from photosearch.settings import BUILTIN_MODEL
from photosearch.types import PhotoId
from photosearch.wire.values import Captions

if TYPE_CHECKING:
    from photosearch.answering.captioner import Answer
    from photosearch.answering.captions import PhotoCaptions

BOTH = ("en", "zh")


class LibraryCaptions:
    """What photos show, in made sentences; the built-in model's captioner writes them.

    They are kept in the catalogue once they were made, if this process is its writer.
    """

    def __init__(self, catalogue: Catalogue, registry: Registry, keeps: bool = False) -> None:
        self._catalogue = catalogue
        self._keeps = keeps
        self._registry = registry

    @cached_property
    def _maker(self) -> PhotoCaptions:
        from photosearch.answering.captions import PhotoCaptions

        folder = self._registry.get(BUILTIN_MODEL).folder
        return PhotoCaptions(self._catalogue, folder, self._keeps)

    @property
    def are_made(self) -> bool:
        """Whether the built-in model has a captioner."""
        from photosearch.answering.captioner import has_captioner

        return has_captioner(self._registry.get(BUILTIN_MODEL).folder)

    def of(
        self,
        photo: PhotoId | Path,
        languages: Sequence[str] = BOTH,
        *,
        at: float | None = None,
    ) -> Captions | None:
        """Return a photo's captions in some languages, None without a captioner.

        Raises:
            PhotoUnreadableError: it can't be read.
        """
        return self._maker.of(photo, languages, None if at is None else round(1000 * at))

    def known(self, photos: Sequence[PhotoId], language: str) -> dict[PhotoId, str]:
        """Return the captions of photos that were made before; this makes none."""
        return self._maker.known(photos, language)

    def answer(
        self, photo: PhotoId | Path, question: str, language: str, *, at: float | None = None
    ) -> Answer | None:
        """Return what the captioner answers to a question about a photo; None if it can't.

        Raises:
            PhotoUnreadableError: it can't be read.
        """
        return self._maker.answer(
            photo, question, language, None if at is None else round(1000 * at)
        )

    def all(self) -> Iterator[tuple[Path, Captions | None]]:
        """Yield each photo of the library and its captions, None if it can't be read.

        Raises:
            ModelError: there is no captioner.
        """
        self._maker.require()
        for photo, path in self._catalogue.photos.files():
            try:
                yield path, self._maker.of(photo)
            except PhotoUnreadableError:
                yield path, None

    def write_sidecar(self, path: Path, captions: Captions) -> bool:
        """Write captions into a photo's XMP sidecar, marked as made; say whether that was done.

        It is not where a person's alternative text is there, or the sidecar can't be written.
        """
        from photosearch.media.made_captions import write_made_caption

        try:
            return write_made_caption(path, {"en": captions.en, "zh": captions.zh}, captions.by)
        except OSError:
            return False
