"""Models that see the photos: list, add, use, remove."""

from __future__ import annotations

import click

from photosearch.cli.arguments import model_argument, words_argument
from photosearch.cli.output import tell
from photosearch.cli.session import writing
from photosearch.errors import LibraryInUseError, ModelError
from photosearch.paths import AppPaths


@click.group(no_args_is_help=True)
def models() -> None:
    """Models that see the photos: list, add, use, remove."""


@models.command("list")
def list_models() -> None:
    """List the installed models."""
    from photosearch.cli.terminal import print_models
    from photosearch.encoders.registry import Registry
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    print_models(Registry(paths.models), load_settings(paths.settings).model)


@models.command("add")
@words_argument("source", "MODEL")
@click.option("--quantise/--no-quantise", default=True, help="Use 8-bit weights where it is exact.")
def add_model(source: str, quantise: bool) -> None:
    """Add a CLIP, SigLIP, SigLIP 2 or Chinese-CLIP model.

    MODEL is an id on the Hugging Face hub, or a local folder.
    """
    from photosearch.cli.progress import show_progress
    from photosearch.environment import ask_the_hub
    from photosearch.models.adding import add_model as adding

    ask_the_hub()
    last = show_progress(adding(source, AppPaths.default().models, quantise=quantise))
    if last is not None:
        tell(f"Added {last.note}. `photosearch models use {last.note}` makes it answer.")


@models.command("use", short_help="Let a model answer, once all photos are indexed with it.")
@model_argument
@click.option("--index/--no-index", default=True, help="Whether to index all photos with it now.")
def use_model(model: str, index: bool) -> None:
    """Let a model answer; until all photos are indexed with it, the old one does."""
    import msgspec

    from photosearch.cli.progress import show_progress
    from photosearch.encoders.registry import Registry
    from photosearch.settings import load_settings, save_settings

    paths = AppPaths.default()
    Registry(paths.models).get(model)
    chosen = msgspec.structs.replace(load_settings(paths.settings), model=model)
    save_settings(paths.settings, chosen)
    tell(f"{model} answers as soon as all photos are indexed with it.")
    if index and paths.catalogue.exists():
        try:
            with writing() as library:
                show_progress(library.index())
        except LibraryInUseError:
            tell("The open window will index with it when it is next started.")


@models.command("remove")
@model_argument
def remove_model(model: str) -> None:
    """Delete a model that was added."""
    from photosearch.encoders.registry import Registry
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    if load_settings(paths.settings).model == model:
        raise ModelError(f"{model} is in use.", "`photosearch models use mini` first.")
    Registry(paths.models).remove(model)
    tell(f"Removed {model}.")
