"""What is said to a person: a code with values; the sentences stand in ``resources/said``.

There is a file for each language, with the same codes. A code is ``group.name``; what it says is a
``reason`` (one sentence or phrase), often ``advice`` (what to do next), and a ``title``, its own or
its group's. ``{name}`` in them stands for a value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from string import Formatter
from types import MappingProxyType
from typing import Any, Final

ENGLISH: Final = "en"
# Says what has no code: a sentence of another program, as it is.
PLAIN: Final = "program.plain"
# What a decoder or the system says itself.
QUOTED: Final = "detail.quoted"


@dataclass(frozen=True, slots=True)
class Said:
    """Something said: which sentence, and the values in it. As text it is English."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What failed, in English."""
        return told(self, "title")

    @property
    def reason(self) -> str:
        """What is said, or why it failed, in English."""
        return told(self, "reason")

    @property
    def advice(self) -> str:
        """What to do next, in English; may be empty."""
        return told(self, "advice")

    def __str__(self) -> str:
        return self.reason


def say(code: str, /, **values: object) -> Said:
    """Return a sentence with its values."""
    return Said(code, {name: str(value) for name, value in values.items()})


def quote(text: str) -> Said | None:
    """Return what a decoder or the system says itself, word for word; None if it says nothing."""
    return say(QUOTED, text=text) if text else None


def to_text(said: Said | None) -> str:
    """Return what is said as the catalogue keeps it: a quotation as it is, the rest as JSON."""
    if said is None:
        return ""
    if said.code == QUOTED:
        return said.values.get("text", "")
    return json.dumps({"code": said.code, **said.values}, ensure_ascii=False)


def from_text(text: str) -> Said | None:
    """Return what the catalogue kept; see :func:`to_text`."""
    if text.startswith('{"code": "detail.'):
        with suppress(ValueError):  # a decoder may say anything
            values = json.loads(text)
            return say(values.pop("code"), **values)
    return quote(text)


def told(said: Said, what: str, language: str = ENGLISH) -> str:
    """Return the ``title``, ``reason`` or ``advice`` of what is said, in a language.

    What the language does not know is English, and what English does not know is empty. Values that
    the system says itself are told in the language where they are known.
    """
    template = _template(said.code, what, language) or _template(said.code, what, ENGLISH)
    words = sentences(language).get("words", {})
    values = {name: words.get(value, value) for name, value in said.values.items()}
    return Formatter().vformat(template, (), _Given(values))


def knows(code: str) -> bool:
    """Say whether there is such a code."""
    group, _, name = code.partition(".")
    return name in sentences(ENGLISH).get(group, {})


@cache
def sentences(language: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the sentences of a language, by group and name; none of one that isn't there."""
    import tomllib  # late: a worker has little to say

    path = resources.files("resources") / "said" / f"{language}.toml"
    try:
        return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return MappingProxyType({})


class _Given(dict[str, str]):
    """The values of a sentence; one that was not given stays to be seen."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _template(code: str, what: str, language: str) -> str:
    group, _, name = code.partition(".")
    own = sentences(language).get(group, {})
    said = own.get(name, {})
    template = said.get(what, "") if isinstance(said, dict) else ""
    if what == "title" and not template:
        template = own.get("title", "")
    return str(template)
