"""Questions and their answers: rows, months, what an added model says, and why a photo is there."""

from __future__ import annotations

import msgspec

from photosearch.said import Said
from photosearch.wire.messages.base import Message
from photosearch.wire.values import Hit, LeftOut, Loosened, MatchedWord, Month, Question, Reply


class QueryPart(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the question: a chip.

    ``kind`` is text, exact, unknown (a prefix that there is not), or the prefix (in, date, before,
    after, camera, lens, type, rating, near, has, is, orientation, sort). ``label`` is its text,
    tidied; taking it for what stands from ``start`` to ``end`` in the typed text (code points, as
    Python counts) changes nothing.
    ``error`` says what is wrong with a part that was left out.
    """

    kind: str
    label: str
    start: int
    end: int
    negated: bool = False
    error: Said | None = None


class Search(Message, frozen=True, tag="search"):
    """Ask a question; an empty one lists the library, newest first.

    ``request`` is the window's number for it; the latest wins and older ones may never be answered.
    ``count`` rows come with the answer. Pictures that can't be read are left out, and the answer
    says so. A text that is a question about the library gets a reply, too, unless ``asks`` is
    false: then its words are searched for.
    """

    request: int
    question: Question = Question()
    count: int = 200
    asks: bool = True


class LookAtPhotos(Message, frozen=True, tag="look_at_photos"):
    """Let the added model look at the photos of a question's answer; `looked` tells what it says.

    The latest wins: an answer that is under way ends.
    """

    request: int
    question: Question


class AskPhoto(Message, frozen=True, tag="ask_photo"):
    """Ask a question about one photo, of a video about a moment (seconds); `photo_reply` answers.

    The latest wins, also over :class:`LookAtPhotos`.
    """

    request: int
    photo: int
    question: str
    at: float | None = None


class StopLooking(Message, frozen=True, tag="stop_looking"):
    """Want no more of what is said of photos."""


class FetchRows(Message, frozen=True, tag="fetch_rows"):
    """Ask for rows ``start`` … ``start + count`` of the answer to ``request``."""

    request: int
    start: int
    count: int


class FetchTimeline(Message, frozen=True, tag="fetch_timeline"):
    """Ask for the months of the answer to ``request``."""

    request: int


class Why(Message, frozen=True, tag="why"):
    """Ask why a photo of the library is in the answer to a question; the latest ask wins."""

    request: int
    photo: int
    question: Question


class Results(Message, frozen=True, tag="results"):
    """The answer to a search: how many rows it has, and the first of them.

    ``matches`` rows lie above the query's threshold; the rest follow, less certain.
    ``parts`` is what was understood of the text, in the order typed. ``sort`` is relevance or date.
    ``left_out`` are the pictures of the question that the answer goes without. ``searched`` is how
    many photos were looked at: those that the filters let in. Where these are none, ``loosened``
    says what to leave out, what brings most photos first. ``reply`` answers the text where that is
    a question: the first ``matches`` rows are its proof, and ``parts`` are those of its query.
    ``people`` are the names in the text whose photos alone were looked at.
    """

    request: int
    text: str
    total: int
    matches: int
    milliseconds: float
    rows: tuple[Hit, ...]
    note: str = ""
    parts: tuple[QueryPart, ...] = ()
    sort: str = "relevance"
    left_out: tuple[LeftOut, ...] = ()
    searched: int = 0
    loosened: tuple[Loosened, ...] = ()
    reply: Reply | None = None
    people: tuple[str, ...] = ()


class Looked(Message, frozen=True, tag="looked"):
    """A piece of what the added model ``model`` says of photos; the last one ``is_done``."""

    request: int
    piece: str
    model: str = ""
    is_done: bool = False


class PhotoReply(Message, frozen=True, tag="photo_reply"):
    """The answer to a question about a photo; before it, pieces of what an added model says."""

    request: int
    photo: int
    piece: str = ""
    reply: Reply | None = None


class Rows(Message, frozen=True, tag="rows"):
    """Further rows of an answer."""

    request: int
    start: int
    rows: tuple[Hit, ...]


class Timeline(Message, frozen=True, tag="timeline"):
    """The months of an answer, newest first.

    ``undated`` counts its photos without a date, which come after all months when ordered by date;
    ``undated_matches`` those of them above the threshold.
    """

    request: int
    months: tuple[Month, ...]
    undated: int = 0
    undated_matches: int = 0


class Explanation(Message, frozen=True, tag="explanation"):
    """Why a photo matches: what picture, words and literal matches add to its score.

    ``picture_share`` and ``words_share`` are 0–1. ``matched`` are the photo's words that hold some
    of the query's. ``heat`` are the rows of a map over the photo, 0 (cold) to 1 (the strongest);
    empty where the file can't be read. It covers ``frame``: left, top, right and bottom as shares
    of the photo. ``place`` says where the strongest lies (``upper left``, ``middle right``,
    ``centre``, ``everywhere``; ``""`` without a map). ``method`` is exact or occlusion.
    ``probability`` is how likely the photo is what was meant, where the model can tell; it knows of
    texts alone.
    ``pictures`` is how many pictures were asked with, beside the text.
    """

    request: int
    photo: int
    text: str
    picture: float
    words: float
    exact: float
    picture_share: float
    words_share: float
    matched: tuple[MatchedWord, ...] = ()
    heat: tuple[tuple[float, ...], ...] = ()
    frame: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    place: str = ""
    method: str = ""
    probability: float | None = None
    pictures: int = 0
