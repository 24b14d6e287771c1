"""Made captions of photos, of the library or not."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

from photosearch.answering.captioner import (
    Answer,
    Captioner,
    Remembered,
    captioner_of,
    captioner_version,
)
from photosearch.answering.captioner_pack import LANGUAGES
from photosearch.catalogue.database import Catalogue
from photosearch.encoders.packs import read_pack
from photosearch.errors import ModelError, PhotoUnreadableError
from photosearch.media.decode import encoder_pixels
from photosearch.media.previews import look_at
from photosearch.types import VIDEO_KINDS, PhotoId
from photosearch.wire.values import Captions

# Captions that are held; a window that walks to and fro asks for the same again.
_HELD: Final = 1_000

_Key: TypeAlias = tuple[Path, int, int | None]


class PhotoCaptions:
    """Makes captions with the captioner of a model pack; none if the pack has no captioner.

    Those of the library's photos are taken from the catalogue where they were made before, and kept
    there if it ``keeps`` them.
    """

    def __init__(self, catalogue: Catalogue, pack: Path, keeps: bool = False) -> None:
        self._catalogue = catalogue
        self._pack = pack
        self._keeps = keeps
        self._held: OrderedDict[tuple[_Key, str], str] = OrderedDict()
        self._seen: tuple[_Key, Remembered] | None = None

    def require(self) -> None:
        """See that there is a captioner.

        Raises:
            ModelError: there is none.
        """
        if captioner_of(self._pack) is None:
            raise ModelError("no_captioner", model=read_pack(self._pack).name)

    def of(
        self,
        photo: PhotoId | Path,
        languages: Sequence[str] = tuple(LANGUAGES),
        at_ms: int | None = None,
    ) -> Captions | None:
        """Return what a photo shows, in a sentence of each language; None without a captioner.

        ``at_ms`` asks for a moment of a video; without it, its first is told of.

        Raises:
            PhotoUnreadableError: it can't be read, or is not in the library.
            ModelError: the captioner is broken.
        """
        captioner = captioner_of(self._pack)
        if captioner is None:
            return None
        key = self._key(photo, at_ms)
        known: dict[str, str] = {}
        if not isinstance(photo, Path):
            known = self._catalogue.made_captions.at(photo, key[2], captioner.version)
        made = {
            language: self._told(captioner, key, language)
            for language in languages
            if language not in known
        }
        if made and self._keeps and not isinstance(photo, Path):
            self._catalogue.made_captions.store(photo, key[2], captioner.version, made)
        told = {language: (known | made)[language] for language in languages}
        return Captions(**told, by=captioner.name)

    def known(self, photos: Sequence[PhotoId], language: str) -> dict[PhotoId, str]:
        """Return the captions of photos that were made before, as far as they were.

        Raises:
            ModelError: the captioner is broken.
        """
        version = captioner_version(self._pack)
        if version is None:
            return {}
        return self._catalogue.made_captions.of(photos, version, language)

    def answer(
        self, photo: PhotoId | Path, question: str, language: str, at_ms: int | None = None
    ) -> Answer | None:
        """Return the answer to a question about a photo; None if there is nobody to ask.

        Raises:
            PhotoUnreadableError: it can't be read, or is not in the library.
            ModelError: the captioner is broken.
        """
        captioner = captioner_of(self._pack)
        if captioner is None or not captioner.answers:
            return None
        memory = self._look(captioner, self._key(photo, at_ms))
        return captioner.answer(memory, question, language)

    def _key(self, photo: PhotoId | Path, at_ms: int | None) -> _Key:
        path, at_ms = self._place(photo, at_ms)
        try:
            return path, path.stat().st_mtime_ns, at_ms
        except OSError as error:
            raise PhotoUnreadableError("missing", path=path) from error

    def _told(self, captioner: Captioner, key: _Key, language: str) -> str:
        if (key, language) in self._held:
            self._held.move_to_end((key, language))
            return self._held[key, language]
        text = captioner.caption(self._look(captioner, key), language).text
        self._held[key, language] = text
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
        return text

    def _look(self, captioner: Captioner, key: _Key) -> Remembered:
        """Return what is remembered of a photo; of the last one, it is held."""
        if self._seen is None or self._seen[0] != key:
            path, _, at_ms = key
            how = captioner.pack.image
            seen = look_at(path, max(how.size), at_ms)
            self._seen = key, captioner.look(encoder_pixels(seen, how))
        return self._seen[1]

    def _place(self, photo: PhotoId | Path, at_ms: int | None) -> tuple[Path, int | None]:
        """Return where a photo lies, and at which moment a video is looked at."""
        if isinstance(photo, Path):
            is_video = photo.suffix.lower() in VIDEO_KINDS
            return photo, (at_ms or 0) if is_video else None
        row = next(iter(self._catalogue.photos.get([photo])), None)
        if row is None:
            raise PhotoUnreadableError("not_indexed")
        if not row.moments:
            return row.path, None
        return row.path, row.moments[0] if at_ms is None else at_ms
