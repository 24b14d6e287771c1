"""From what the engine knows of models to the cards of the page: pure functions.

A card's key is the model's id, or its source where it is not installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QCoreApplication

from photosearch.wire.messages import (
    IndexingProgress,
    ModelProgress,
    Models,
    ModelState,
    RecommendedModel,
    UnfinishedModel,
)
from ui.engine.models import BUSY
from ui.settings.card import Action, Card
from ui.widgets.sizes import size_text
from ui.widgets.time_left import time_left

translate = QCoreApplication.translate
USE, MEASURE, REMOVE, ADD, PAUSE, CANCEL = "use", "measure", "remove", "add", "pause", "cancel"
# A download is counted in kilobytes.
KILO: Final = 1024


def installed_cards(
    models: Models, progress: ModelProgress | None, indexing: IndexingProgress | None
) -> Iterator[Card]:
    """Yield a card for each installed model, the built-in one first."""
    builtin = next((model for model in models.installed if model.builtin), None)
    for model in models.installed:
        yield _installed(model, builtin, progress, indexing)


def other_cards(models: Models, progress: ModelProgress | None) -> Iterator[Card]:
    """Yield a card for each model that could be added, or is on its way."""
    installed = {model.id for model in models.installed}
    unfinished = {one.source: one for one in models.unfinished}
    recommended = {one.source: one for one in models.recommended}
    sources = dict.fromkeys([*recommended, *unfinished])
    if progress is not None and progress.state in BUSY - {"measuring"}:
        sources[progress.source] = None
    for source in sources:
        if model_id(source) not in installed:
            yield _other(source, recommended.get(source), unfinished.get(source), progress)


def model_id(source: str) -> str:
    """Return the id that a model of the hub, or a folder, has once it is installed."""
    return PurePath(source.partition("@")[0]).name


def languages(codes: tuple[str, ...]) -> str:
    """Return languages in words."""
    match sorted(codes):
        case ["en", "zh"]:
            return translate("Models", "English and Chinese")
        case ["en"]:
            return translate("Models", "English")
        case ["zh"]:
            return translate("Models", "Chinese")
        case []:
            return ""
        case _:
            return ", ".join(codes)


# Installed ------------------------------------------------------------------------------------


def _installed(
    model: ModelState,
    builtin: ModelState | None,
    progress: ModelProgress | None,
    indexing: IndexingProgress | None,
) -> Card:
    measures = progress is not None and progress.state == "measuring"
    is_measured = measures and progress is not None and progress.source == model.id
    facts = (languages(model.languages), size_text(model.size), _speed(model, builtin))
    is_filling = model.chosen and not model.answers and indexing is not None
    filled = (indexing.done, indexing.total) if is_filling and indexing else (0, 0)
    far = (progress.done, progress.total) if is_measured and progress is not None else filled
    return Card(
        key=model.id,
        title=translate("Models", "Built-in model") if model.builtin else model.name,
        facts=" · ".join(fact for fact in facts if fact),
        badge=_badge(model),
        note=_note(model, is_measured, filled),
        done=far[0],
        total=far[1],
        actions=tuple(_actions(model, progress is not None and progress.state in BUSY)),
    )


def _badge(model: ModelState) -> str:
    if model.answers:
        return translate("Models", "answers your searches")
    return translate("Models", "getting ready") if model.chosen else ""


def _note(model: ModelState, is_measured: bool, filled: tuple[int, int]) -> str:
    if is_measured:
        return translate("Models", "Measuring on ten of your photos…")
    if model.answers and not model.chosen:
        return translate("Models", "It answers until the chosen one has seen all photos.")
    if model.chosen and not model.answers:
        if filled[1]:
            text = translate("Models", "{0} of {1} photos seen; until then the other one answers.")
            return text.format(f"{filled[0]:,}", f"{filled[1]:,}")
        return translate("Models", "It answers once it has seen all photos.")
    return ""


def _speed(model: ModelState, builtin: ModelState | None) -> str:
    if not model.rate:
        return translate("Models", "speed not measured yet")
    speed = translate("Models", "{0} photos/s here").format(_rate(model.rate))
    if model.query_ms:
        speed += " · " + translate("Models", "{0} ms a question").format(f"{model.query_ms:.0f}")
    if builtin is not None and builtin.rate and not model.builtin:
        speed += " " + translate("Models", "(built-in: {0})").format(_rate(builtin.rate))
    return speed


def _rate(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _actions(model: ModelState, is_busy: bool) -> Iterator[Action]:
    if not model.chosen:
        yield Action(USE, translate("Models", "Use"))
    yield Action(MEASURE, translate("Models", "Measure"), not is_busy)
    if not model.builtin:
        is_free = not (model.chosen or model.answers or is_busy)
        yield Action(REMOVE, translate("Models", "Remove…"), is_free)


# Not installed --------------------------------------------------------------------------------


def _other(
    source: str,
    model: RecommendedModel | None,
    unfinished: UnfinishedModel | None,
    progress: ModelProgress | None,
) -> Card:
    own = progress if progress is not None and progress.source == source else None
    is_busy = progress is not None and progress.state in BUSY
    done, total = _how_far(own, unfinished)
    is_under_way = own is not None and own.state in BUSY
    return Card(
        key=source,
        title=model.name if model else source,
        facts=_gain(model) if model else "",
        note=_way(own, done, total) if is_under_way or unfinished else "",
        done=done,
        total=total,
        actions=tuple(_ways(model, unfinished, own if is_under_way else None, is_busy)),
    )


def _how_far(own: ModelProgress | None, unfinished: UnfinishedModel | None) -> tuple[int, int]:
    """Return the bytes that are here, and all; of what comes after the download, its steps."""
    if own is not None and own.state == "downloading":
        return own.done * KILO, own.total * KILO
    if own is not None and own.state in BUSY:
        return own.done, own.total
    return (unfinished.done, unfinished.total) if unfinished else (0, 0)


def _gain(model: RecommendedModel) -> str:
    gains = {
        "both_languages": translate("Models", "Recognises more, asked in English or Chinese"),
        "english": translate("Models", "Recognises more, asked in English"),
        "chinese": translate("Models", "Recognises more, asked in Chinese"),
        "many_languages": translate("Models", "Recognises more, asked in many languages"),
    }
    size = translate("Models", "{0} to download").format(size_text(model.download))
    gain = gains.get(model.good_at, languages(model.languages))
    return f"{gain} · {size} · " + translate("Models", "indexing takes longer")


def _way(own: ModelProgress | None, done: int, total: int) -> str:
    """Tell how far it is."""
    share = translate("Models", "{0} of {1}").format(size_text(done), size_text(total))
    if own is None or own.state not in BUSY:
        return translate("Models", "Stopped at {0}; nothing of it is lost.").format(share)
    if own.state != "downloading":
        return translate("Models", "Being prepared for this computer…")
    if not total:
        return translate("Models", "Asking for it…")
    speed = own.rate * KILO
    if speed < 1:
        return share
    return f"{share} · {size_text(round(speed))}/s · {time_left((total - done) / speed)}"


def _ways(
    model: RecommendedModel | None,
    unfinished: UnfinishedModel | None,
    own: ModelProgress | None,
    is_busy: bool,
) -> Iterator[Action]:
    if own is not None:
        yield Action(PAUSE, translate("Models", "Pause"))
        yield Action(CANCEL, translate("Models", "Cancel"))
    elif unfinished is not None:
        yield Action(ADD, translate("Models", "Go on"), not is_busy)
        yield Action(CANCEL, translate("Models", "Delete"), not is_busy)
    elif model is not None:
        yield Action(ADD, translate("Models", "Download"), not is_busy)
