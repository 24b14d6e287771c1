"""Models: which there are, and adding, choosing, measuring and removing them."""

from __future__ import annotations

import msgspec

from photosearch.wire.messages.base import Message


class ModelState(msgspec.Struct, frozen=True, kw_only=True):
    """An installed model.

    ``chosen`` is the one of the settings; ``answers`` the one that answers now: another, until all
    photos are indexed with the chosen one. ``size`` is in bytes. ``rate`` is photos encoded a
    second by one worker, ``query_ms`` the milliseconds a question's words take; 0 until measured.
    """

    id: str
    name: str
    languages: tuple[str, ...]
    builtin: bool
    chosen: bool
    answers: bool
    size: int
    rate: float = 0.0
    query_ms: float = 0.0


class RecommendedModel(msgspec.Struct, frozen=True, kw_only=True):
    """A model of the hub that suits many: :class:`AddModel` takes its ``source``.

    ``good_at`` is both_languages, english, chinese or many_languages. ``download`` is about how
    many bytes come over the network.
    """

    source: str
    name: str
    languages: tuple[str, ...]
    good_at: str
    download: int


class UnfinishedModel(msgspec.Struct, frozen=True, kw_only=True):
    """A download that was paused or lost its connection: :class:`AddModel` goes on with it."""

    source: str
    done: int
    total: int


class ListModels(Message, frozen=True, tag="list_models"):
    """Ask for the models; answered by `models`, as the four that follow are."""


class AddModel(Message, frozen=True, tag="add_model"):
    """Add a model: an id on the hub, or a folder. One at a time; `model_progress` tells how far.

    One that was paused, or lost its connection, goes on where it was.
    """

    source: str


class PauseModel(Message, frozen=True, tag="pause_model"):
    """Stop adding a model; what was downloaded is kept."""


class CancelModel(Message, frozen=True, tag="cancel_model"):
    """Stop adding a model, if it is this one, and delete what was downloaded of it."""

    source: str


class UseModel(Message, frozen=True, tag="use_model"):
    """Choose a model: it answers once all photos are indexed with it; answered by `models`."""

    model: str


class RemoveModel(Message, frozen=True, tag="remove_model"):
    """Delete a model that was added and neither is chosen nor answers; answered by `models`."""

    model: str


class MeasureModel(Message, frozen=True, tag="measure_model"):
    """Measure a model's speed, and the built-in one's, on ten photos; answered by `models`."""

    model: str


class Models(Message, frozen=True, tag="models"):
    """The models as they now are, the built-in one first."""

    installed: tuple[ModelState, ...]
    recommended: tuple[RecommendedModel, ...]
    unfinished: tuple[UnfinishedModel, ...]


class ModelProgress(Message, frozen=True, tag="model_progress"):
    """How far the adding or measuring of a model is.

    ``source`` is what :class:`AddModel` or :class:`MeasureModel` named. ``state`` is downloading
    (counting kilobytes), loading, exporting, measuring, paused, cancelled, done or failed; why it
    failed, a :class:`Failure` tells. Done, ``note`` is the new model's id.
    """

    source: str
    state: str
    done: int = 0
    total: int = 0
    rate: float = 0.0
    note: str = ""
