"""From a question to its chips: a pure function of its parts and its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from photosearch.said import Said
from photosearch.types import PhotoId
from photosearch.wire.messages import QueryPart
from photosearch.wire.values import Picture, Question
from ui.engine.pasted import is_pasted
from ui.engine.said import in_words
from ui.query.chip_words import in_our_language
from ui.query.chips import ChipSpec
from ui.widgets.paths import shown

PART = "part"
_GROUPS = ("images", "more", "less")
translate = QCoreApplication.translate
_FRACTIONS = {0.25: "¼×", 0.5: "½×"}
_NONE: Mapping[Path | PhotoId, Said] = MappingProxyType({})


def chip_specs(
    parts: Sequence[QueryPart],
    question: Question,
    left_out: Mapping[Path | PhotoId, Said] = _NONE,
) -> list[ChipSpec]:
    """Return the chips: pictures first, then the parts, if they are more than plain text.

    ``left_out`` says why the answer goes without a picture.
    """
    specs = list(_pictures(question, left_out))
    if any(_look(part) != "text" for part in parts):
        specs += part_specs(parts)
    return specs


def part_specs(parts: Sequence[QueryPart]) -> list[ChipSpec]:
    """Return the chips of all parts of a text."""
    return [_of_part(index, part) for index, part in enumerate(parts)]


def described(question: Question) -> str:
    """Return a question in one line: its text, then its pictures."""
    pictures = (_described(group, picture) for group, _, picture in _grouped(question))
    return " · ".join(part for part in (question.text, *pictures) if part)


def _grouped(question: Question) -> Iterator[tuple[str, int, Picture]]:
    for group in _GROUPS:
        pictures: tuple[Picture, ...] = getattr(question, group)
        for index, picture in enumerate(pictures):
            yield group, index, picture


def _pictures(question: Question, left_out: Mapping[Path | PhotoId, Said]) -> Iterator[ChipSpec]:
    for group, index, picture in _grouped(question):
        text, why = _described(group, picture), in_words(left_out.get(picture.source))
        yield ChipSpec(
            key=(group, index),
            text=text,
            look="error" if why else "not" if group == "less" else "picture",
            spoken=translate("Chips", "{0}. {1}").format(text, why) if why else text,
            note=why,
            thumbnail=str(picture.thumbnail or picture.path or ""),
            weight=_weight(picture.weight) if group == "images" and not why else "",
        )


def _described(group: str, picture: Picture) -> str:
    path = picture.path or Path()
    name = translate("Chips", "a pasted picture") if is_pasted(path) else shown(path.name)
    return _wording(group).format(name)


def _of_part(index: int, part: QueryPart) -> ChipSpec:
    label = in_our_language(part.kind, part.label)
    spoken = label
    if part.negated:
        spoken = translate("Chips", "without {0}").format(label.lstrip("-"))
    error = in_words(part.error)
    if error:
        spoken = translate("Chips", "{0}. {1}").format(spoken, error)
    return ChipSpec((PART, index), label, _look(part), spoken, error)


def _look(part: QueryPart) -> str:
    if part.error:
        return "error"
    if part.negated:
        return "not"
    return "text" if part.kind == "text" else "filter"


def _weight(weight: float) -> str:
    return _FRACTIONS.get(weight, f"{weight:g}×")


def _wording(group: str) -> str:
    match group:
        case "more":
            return translate("Chips", "more like {0}")
        case "less":
            return translate("Chips", "less like {0}")
        case _:
            return translate("Chips", "like {0}")
