"""One photo: pictures of it, what plays, what is written in it, what it shows."""

from __future__ import annotations

from photosearch.types import TextLine
from photosearch.wire.messages.base import Message


class MakeThumbnail(Message, frozen=True, tag="make_thumbnail"):
    """Make a photo's thumbnail again, after the cache lost it; a video's ``at`` so many seconds."""

    photo: int
    at: float | None = None


class MakePreview(Message, frozen=True, tag="make_preview"):
    """Decode a photo for the preview, where the window itself can't (HEIC, AVIF, CMYK …).

    Of a video, the frame ``at`` so many seconds.
    """

    photo: int
    edge: int = 2048
    at: float | None = None


class MakeClip(Message, frozen=True, tag="make_clip"):
    """Ask for the file that plays a video, or what moves in a live or motion photo."""

    photo: int


class FetchText(Message, frozen=True, tag="fetch_text"):
    """Ask for the lines that were read in a photo."""

    photo: int


class MakeCaption(Message, frozen=True, tag="make_caption"):
    """Ask what a photo shows, in a sentence in ``en`` or ``zh``; the latest ask wins.

    Of a video, the moment ``at`` so many seconds.
    """

    request: int
    photo: int
    language: str
    at: float | None = None


class FetchCaptions(Message, frozen=True, tag="fetch_captions"):
    """Ask for the captions of photos that were made before, in ``en`` or ``zh``; none is made."""

    photos: tuple[int, ...]
    language: str


class Thumbnail(Message, frozen=True, tag="thumbnail"):
    """A thumbnail is (again) at ``path``; empty if the photo can't be read."""

    photo: int
    path: str


class Preview(Message, frozen=True, tag="preview"):
    """A preview JPEG is at ``path``; empty if the photo can't be read."""

    photo: int
    path: str


class Clip(Message, frozen=True, tag="clip"):
    """What plays a photo is at ``path``; empty if nothing does."""

    photo: int
    path: str


class TextRead(Message, frozen=True, tag="text_read"):
    """The lines that were read in a photo, from the top; none if none were."""

    photo: int
    lines: tuple[TextLine, ...]


class Caption(Message, frozen=True, tag="caption"):
    """What a photo shows, in a sentence that the program made; empty if it can't tell."""

    request: int
    photo: int
    text: str
    at: float | None = None


class CaptionsMade(Message, frozen=True, tag="captions_made"):
    """Captions of photos that were made before, in the order of the photos."""

    photos: tuple[int, ...]
    texts: tuple[str, ...]
