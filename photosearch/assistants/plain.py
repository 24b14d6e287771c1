"""Values of the library as plain objects: what an assistant reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from photosearch.catalogue.photos import PhotoRow
from photosearch.search.describe import Tag
from photosearch.search.explain import Explanation
from photosearch.types import TextLine, Word
from photosearch.wire.values import Hit, Reply

_DECIMALS = 4


def plain_hit(hit: Hit) -> dict[str, Any]:
    """Return a photo of an answer; ``photo`` is its number, which the other tools take."""
    found: dict[str, Any] = {
        "photo": hit.photo,
        "path": _path(hit.path),
        "taken_at": hit.taken_at.isoformat() if hit.taken_at else None,
        "match": hit.is_match,
        "score": round(hit.parts.total, _DECIMALS),
    }
    if hit.at is not None:
        found["at"] = hit.at
    if hit.snippet:
        found["snippet"] = hit.snippet
    return found


def plain_reply(reply: Reply) -> dict[str, Any]:
    """Return an answer to a question, with the photos that prove it."""
    return {
        "answer": reply.answer,
        "sure": reply.sure,
        "value": reply.value,
        "query": reply.query,
        "probability": reply.probability,
        "photos": [plain_hit(hit) for hit in reply.photos],
    }


def plain_facts(row: PhotoRow, words: Sequence[Word], read: Sequence[TextLine]) -> dict[str, Any]:
    """Return what is known of a photo: when, where, with what, and the words on and about it."""
    texts: dict[str, list[str]] = {}
    for word in words:
        if word.source.value not in ("text", "date"):
            texts.setdefault(word.source.value, []).append(_text(word.text))
    position = None
    if row.latitude is not None and row.longitude is not None:
        position = {"latitude": row.latitude, "longitude": row.longitude}
    return {
        "photo": row.id,
        "path": _path(row.path),
        "kind": row.kind,
        "bytes": row.size,
        "width": row.width,
        "height": row.height,
        "taken_at": row.taken_at.isoformat() if row.taken_at else None,
        "camera": row.camera,
        "lens": row.lens,
        "rating": row.rating,
        "position": position,
        "seconds": None if row.duration_ms is None else row.duration_ms / 1000,
        "online": row.online,
        "words": texts,
        "text_in_picture": [_text(line.text) for line in read],
    }


def plain_tags(tags: Sequence[Tag]) -> list[dict[str, Any]]:
    """Return the words that say what a photo shows."""
    return [
        {
            "english": tag.english,
            "chinese": tag.chinese,
            "score": round(tag.score, _DECIMALS),
            "probability": None if tag.probability is None else round(tag.probability, _DECIMALS),
        }
        for tag in tags
    ]


def plain_explanation(why: Explanation) -> dict[str, Any]:
    """Return why a photo matches."""
    return {
        "query": why.text,
        "score": round(why.parts.total, _DECIMALS),
        "picture_share": round(why.picture_share, _DECIMALS),
        "words_share": round(why.words_share, _DECIMALS),
        "probability": None if why.probability is None else round(why.probability, _DECIMALS),
        "matched_words": [
            {"source": match.word.source.value, "text": _text(match.word.text)}
            for match in why.matched
        ],
        "place": None if why.heat is None else why.heat.place,
    }


def _path(path: object) -> str:
    return _text(str(path))


def _text(text: str) -> str:
    """Return a text that travels as UTF-8: bytes of a name that are no text become "?"."""
    return text.encode("utf-8", "replace").decode()
