"""What the window is told of models."""

from __future__ import annotations

from photosearch.encoders.registry import InstalledModel
from photosearch.library import Library
from photosearch.models.adding import unfinished_downloads
from photosearch.models.measuring import Speed, read_speeds
from photosearch.models.recommended import RECOMMENDED
from photosearch.wire import messages


def models_event(library: Library) -> messages.Models:
    """Return the models as they now are, those that are installed not recommended any more."""
    speeds, answering = read_speeds(library.paths.models), library.answering_model()
    installed = library.registry.all()
    there = {model.pack.source for model in installed}
    return messages.Models(
        installed=tuple(
            _state(model, speeds.get(model.pack.id), library.settings.model, answering)
            for model in installed
        ),
        recommended=tuple(
            messages.RecommendedModel(
                source=one.source,
                name=one.name,
                languages=one.languages,
                good_at=one.good_at,
                download=one.download,
            )
            for one in RECOMMENDED
            if one.source not in there
        ),
        unfinished=tuple(
            messages.UnfinishedModel(source=one.source, done=one.done, total=one.total)
            for one in unfinished_downloads(library.paths.models)
        ),
    )


def _state(
    model: InstalledModel, speed: Speed | None, chosen: str, answering: str
) -> messages.ModelState:
    pack = model.pack
    if speed is None or speed.fingerprint != pack.fingerprint:
        speed = Speed(rate=0.0, query_ms=0.0)
    return messages.ModelState(
        id=pack.id,
        name=pack.name,
        languages=pack.languages,
        builtin=model.builtin,
        chosen=pack.id == chosen,
        answers=pack.id == answering,
        size=model.size(),
        rate=speed.rate,
        query_ms=speed.query_ms,
    )
