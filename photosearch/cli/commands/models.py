"""Models that see the photos: list, recommend, add, use, remove, measure."""

from __future__ import annotations

import click

from photosearch.cli.arguments import model_argument
from photosearch.cli.output import tell
from photosearch.cli.session import reading, writing
from photosearch.errors import LibraryInUseError, ModelError
from photosearch.paths import AppPaths

LANGUAGES = {"en": "English", "zh": "Chinese"}


@click.group(no_args_is_help=True)
def models() -> None:
    """Models that see the photos: list, recommend, add, use, remove, measure."""


@models.command("list")
def list_models() -> None:
    """List the installed models."""
    from photosearch.cli.terminal import print_answerers, print_models
    from photosearch.encoders.registry import Registry
    from photosearch.models.answerers import installed_answerers
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    registry = Registry(paths.models)
    settings = load_settings(paths.settings)
    print_models(registry, settings.model, paths.models)
    print_answerers(installed_answerers(paths.models), settings.answers)


@models.command("recommend")
def recommend_models() -> None:
    """List models of the hub that suit many, with what each is good at."""
    from photosearch.models.recommended import RECOMMENDED

    for one in RECOMMENDED:
        languages = " and ".join(LANGUAGES[language] for language in one.languages)
        tell(f"{one.name}: {languages}, {one.download / 1e9:.1f} GB to download")
        tell(f"    photosearch models add {one.source}")


@models.command("add")
@model_argument
@click.option("--quantise/--no-quantise", default=True, help="Use 8-bit weights where it is exact.")
@click.option(
    "--role",
    type=click.Choice(["search", "answers"]),
    default="search",
    help="Whether it sees all photos, or answers questions about some.",
)
def add_model(model: str, quantise: bool, role: str) -> None:
    """Add a CLIP, SigLIP, SigLIP 2 or Chinese-CLIP model, or a ready-made ONNX export.

    With --role answers, a vision-language model that takes pictures and text (SmolVLM, Qwen2.5-VL,
    Gemma 3, LLaVA, BLIP …): it looks at the photos found where facts don't answer a question.

    MODEL is an id on the Hugging Face hub (OWNER/NAME or OWNER/NAME@REVISION), or a local folder. A
    download that stops goes on the next time. Code and pickles that come with a model are refused.
    """
    from photosearch.cli.progress import show_progress
    from photosearch.environment import ask_the_hub
    from photosearch.models.adding import add_model as adding

    ask_the_hub()
    if role == "answers":
        _add_answerer(model)
        return
    last = show_progress(adding(model, AppPaths.default().models, quantise=quantise))
    if last is not None:
        tell(f"Added {last.note}. `photosearch models use {last.note}` makes it answer.")


def _add_answerer(source: str) -> None:
    """Add a model that answers, and let it answer."""
    from photosearch.cli.progress import show_progress
    from photosearch.models.answer_adding import add_answerer

    paths = AppPaths.default()
    last = show_progress(add_answerer(source, paths.models))
    if last is not None:
        _let_answer(last.note)
        tell(f"Added {last.note}. It looks at photos where facts don't answer a question.")


def _let_answer(model: str) -> None:
    import msgspec

    from photosearch.settings import load_settings, save_settings

    paths = AppPaths.default()
    chosen = msgspec.structs.replace(load_settings(paths.settings), answers=model)
    save_settings(paths.settings, chosen)


@models.command("use", short_help="Let a model answer, once all photos are indexed with it.")
@model_argument
@click.option("--index/--no-index", default=True, help="Whether to index all photos with it now.")
def use_model(model: str, index: bool) -> None:
    """Let a model answer; until all photos are indexed with it, the old one does."""
    import msgspec

    from photosearch.cli.progress import show_progress
    from photosearch.encoders.registry import Registry
    from photosearch.models.answerers import is_answerer
    from photosearch.settings import load_settings, save_settings

    paths = AppPaths.default()
    if is_answerer(paths.models, model):
        _let_answer(model)
        tell(f"{model} looks at photos where facts don't answer a question.")
        return
    Registry(paths.models).get(model)
    chosen = msgspec.structs.replace(load_settings(paths.settings), model=model)
    save_settings(paths.settings, chosen)
    tell(f"{model} answers as soon as all photos are indexed with it.")
    if index and paths.catalogue.exists():
        try:
            with writing() as library:
                show_progress(library.upkeep.index())
        except LibraryInUseError:
            tell("The open window will index with it when it is next started.")


@models.command("remove")
@model_argument
def remove_model(model: str) -> None:
    """Delete a model that was added."""
    from photosearch.encoders.registry import Registry
    from photosearch.models.answerers import is_answerer, remove_answerer
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    settings = load_settings(paths.settings)
    if settings.model == model:
        raise ModelError("in_use", model=model)
    if is_answerer(paths.models, model):
        remove_answerer(paths.models, model)
        if settings.answers == model:
            _let_answer("")
    else:
        Registry(paths.models).remove(model)
    tell(f"Removed {model}.")


@models.command("measure", short_help="Measure how fast a model is here.")
@model_argument
def measure_model(model: str) -> None:
    """Measure how fast a model is on this computer, beside the built-in one, on ten photos.

    They are the newest of the library, or made ones where it has none.
    """
    from photosearch.cli.progress import show_progress
    from photosearch.encoders.registry import Registry
    from photosearch.models.measuring import measure, read_speeds
    from photosearch.settings import BUILTIN_MODEL

    paths = AppPaths.default()
    registry = Registry(paths.models)
    chosen = [registry.get(one) for one in dict.fromkeys((model, BUILTIN_MODEL))]
    photos = []
    if paths.catalogue.exists():
        with reading() as library:
            photos = library.sample_photos()
    show_progress(measure(chosen, photos, paths.models))
    speeds = read_speeds(paths.models)
    for one in chosen:
        speed = speeds[one.pack.id]
        tell(f"{one.pack.id}: {speed.rate:.1f} photos/s a worker, {speed.query_ms:.1f} ms a query")
