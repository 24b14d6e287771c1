"""From a question to its chips: a pure function of its parts and what steers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from photosearch.wire.messages import QueryImage, QueryPart
from ui.engine.engine_texts import engine_text
from ui.engine.pasted import is_pasted
from ui.engine.steering import Picture, Steering
from ui.query.chip_words import in_our_language
from ui.query.chips import ChipSpec

PART = "part"
_GROUPS = ("images", "more", "less")
translate = QCoreApplication.translate
_FRACTIONS = {0.25: "¼×", 0.5: "½×"}
_NONE: Mapping[QueryImage, str] = MappingProxyType({})


def chip_specs(
    parts: Sequence[QueryPart], steering: Steering, left_out: Mapping[QueryImage, str] = _NONE
) -> list[ChipSpec]:
    """Return the chips: pictures first, then the parts, if they are more than plain text.

    ``left_out`` says why the answer goes without a picture.
    """
    specs = list(_pictures(steering, left_out))
    if any(_look(part) != "text" for part in parts):
        specs += [_of_part(index, part) for index, part in enumerate(parts)]
    return specs


def described(text: str, steering: Steering) -> str:
    """Return a question in one line: its text, then its pictures."""
    pictures = (_described(group, picture) for group, _, picture in _grouped(steering))
    return " · ".join(part for part in (text, *pictures) if part)


def _grouped(steering: Steering) -> Iterator[tuple[str, int, Picture]]:
    for group in _GROUPS:
        pictures: tuple[Picture, ...] = getattr(steering, group)
        for index, picture in enumerate(pictures):
            yield group, index, picture


def _pictures(steering: Steering, left_out: Mapping[QueryImage, str]) -> Iterator[ChipSpec]:
    for group, index, picture in _grouped(steering):
        text, why = _described(group, picture), engine_text(left_out.get(picture.source, ""))
        yield ChipSpec(
            key=(group, index),
            text=text,
            look="error" if why else "not" if group == "less" else "picture",
            spoken=translate("Chips", "{0}. {1}").format(text, why) if why else text,
            note=why,
            thumbnail=picture.thumbnail or picture.path,
            weight=_weight(picture.weight) if group == "images" and not why else "",
        )


def _described(group: str, picture: Picture) -> str:
    pasted = is_pasted(picture.path)
    return _wording(group).format(
        translate("Chips", "a pasted picture") if pasted else picture.name
    )


def _of_part(index: int, part: QueryPart) -> ChipSpec:
    label = in_our_language(part.kind, part.label)
    spoken = label
    if part.negated:
        spoken = translate("Chips", "without {0}").format(label.lstrip("-"))
    error = engine_text(part.error)
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
