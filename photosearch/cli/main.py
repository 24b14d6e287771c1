"""The command line: each command is a few lines over the library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photosearch import __version__
from photosearch.engine.door import run as run_engine
from photosearch.environment import ask_the_hub, stay_off_the_hub
from photosearch.errors import LibraryInUseError, PhotosearchError
from photosearch.paths import AppPaths
from photosearch.settings import BUILTIN_MODEL

if TYPE_CHECKING:
    from photosearch.library import Library
    from photosearch.search.searcher import Answer
    from photosearch.wire.values import SavedSearch

app = typer.Typer(
    help="Find your photos by what you remember: offline, private, in English and Chinese.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="Models that see the photos: list, add, use, remove.")
app.add_typer(models_app, name="models", no_args_is_help=True)

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130


class Sort(StrEnum):
    """The orders of an answer."""

    relevance = "relevance"
    date = "date"


Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="How many photos to show.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")]
ModelId = Annotated[str, typer.Argument(metavar="MODEL", help="A model's id.")]


def main() -> None:
    """Run a command; errors go to standard error in a sentence, with what to do next."""
    stay_off_the_hub()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    try:
        app(standalone_mode=True)
    except PhotosearchError as error:
        print(error, file=sys.stderr)
        sys.exit(EXIT_ERROR)
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept.", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has seen enough


@app.command()
def add(
    folders: Annotated[list[Path], typer.Argument(help="Folders of photos.")],
    index: Annotated[bool, typer.Option(help="Index their photos now.")] = True,
) -> None:
    """Add folders to the library and index their photos."""
    from photosearch.cli.terminal import show_progress

    with _writing() as library:
        for folder in folders:
            library.add_folder(folder)
            print(f"Added {folder}")
        if index:
            show_progress(library.update())
            _print_summary(library)


@app.command()
def remove(folders: Annotated[list[Path], typer.Argument(help="Folders of the library.")]) -> None:
    """Forget folders and what is known of their photos; no file is touched."""
    with _writing() as library:
        ids = {folder.path: folder.id for folder in library.folders()}
        for folder in folders:
            library.remove_folder(ids.get(folder.expanduser().absolute(), -1))
            print(f"Removed {folder} from the library; its files were not touched.")


@app.command()
def index() -> None:
    """Look for new and changed photos in all folders and index them."""
    from photosearch.cli.terminal import show_progress

    with _writing() as library:
        show_progress(library.update())
        _print_summary(library)


def _search_help() -> str:
    from photosearch.query.language import PREFIXES

    rows = (f"{'  '.join(p.examples)}  {p.meaning}" for p in PREFIXES)
    return "\n".join(
        (
            "Find photos by what they show and what is written on them.\n",
            '-word leaves out, "exact words" must be written on the photo. '
            "After `--`, words may begin with a minus: photosearch search -- beach -people\n",
            "\b",
            *rows,
        )
    )


@app.command(help=_search_help())
def search(
    query: Annotated[
        list[str] | None, typer.Argument(help="What you remember, in English or Chinese.")
    ] = None,
    limit: Limit = 20,
    as_json: AsJson = False,
    image: Annotated[
        list[Path] | None, typer.Option("--image", help="A picture to be like; may be repeated.")
    ] = None,
    weight: Annotated[
        list[float] | None,
        typer.Option("--weight", help="An --image's weight, in their order; the text's is 1."),
    ] = None,
    sort: Annotated[Sort | None, typer.Option("--sort", help="Order within what matches.")] = None,
    save: Annotated[
        str | None, typer.Option("--save", metavar="NAME", help="Save the search by this name.")
    ] = None,
    saved: Annotated[
        str | None, typer.Option("--saved", metavar="NAME", help="Ask a saved search again.")
    ] = None,
) -> None:
    """Find photos; the help is made from the language's prefixes."""
    from dataclasses import replace
    from itertools import zip_longest

    from photosearch.wire.values import Picture, Question

    pictures = [path.expanduser() for path in image or ()]
    weights = (weight or [])[: len(pictures)]
    given = (Picture.of(p, 1.0 if w is None else w) for p, w in zip_longest(pictures, weights))
    with _reading() if save is None else _writing() as library:
        before = Question() if saved is None else _saved_search(library, saved)
        question = replace(
            before,
            text=" ".join([before.text, *(query or ())]).strip(),
            images=(*before.images, *given),
            sort=sort.value if sort else before.sort,
        )
        if save is not None:
            library.save_search(save, question)
        answer = library.search(question, partial=saved is not None)
        _print_answer(library, answer, limit, as_json)


def _saved_search(library: Library, name: str) -> SavedSearch:
    from photosearch.errors import QueryError

    for saved in library.saved_searches():
        if saved.name == name:
            return saved
    raise QueryError(f"No search is saved as {name}.", "`photosearch searches` lists them.")


@app.command()
def searches(
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="NAME", help="Forget a saved search.")
    ] = None,
) -> None:
    """List the saved searches."""
    from photosearch.cli.terminal import described

    if forget is not None:
        with _writing() as library:
            library.forget_saved_search(_saved_search(library, forget).name)
            print(f"Forgot {forget}.")
        return
    with _reading() as library:
        saved = library.saved_searches()
        for one in saved:
            print(f"{one.name}: {described(one)}")
        if not saved:
            print('No search is saved. `photosearch search "…" --save NAME` saves one.')


@app.command()
def similar(
    photo: Annotated[Path, typer.Argument(help="A photo, of the library or not.")],
    limit: Limit = 20,
    as_json: AsJson = False,
) -> None:
    """Find the photos that look most like one."""
    with _reading() as library:
        _print_answer(library, library.similar(photo.expanduser()), limit, as_json)


@app.command()
def why(
    query: Annotated[
        str, typer.Argument(help='What you searched for; "" if only with an --image.')
    ],
    photo: Annotated[Path, typer.Argument(help="A photo, of the library or not.")],
    image: Annotated[
        list[Path] | None, typer.Option("--image", help="A picture you searched with.")
    ] = None,
    as_json: AsJson = False,
    heat_map: Annotated[
        Path | None, typer.Option(help="Write the photo with what matched marked (PNG).")
    ] = None,
) -> None:
    """Tell why a photo matches: picture or words, which words, and where in the photo."""
    from photosearch.cli.terminal_why import explanation_json, print_explanation
    from photosearch.search.overlay import write_overlay

    with _reading() as library:
        images = [(path.expanduser(), 1.0) for path in image or ()]
        explanation = library.why(query, photo.expanduser(), images=images)
        print(explanation_json(explanation)) if as_json else print_explanation(explanation)
        if heat_map is not None:
            write_overlay(explanation, heat_map.expanduser())


@app.command()
def describe(
    photo: Annotated[Path, typer.Argument(help="A photo, of the library or not.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many words.")] = 10,
    own_words: Annotated[
        bool, typer.Option("--own-words", help="Choose from your photos' own keywords and titles.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell what a photo shows, in English and Chinese words."""
    from photosearch.cli.terminal_why import print_tags, tags_json

    with _reading() as library:
        tags = library.describe(photo.expanduser(), limit, own_words=own_words)
        print(tags_json(photo, tags)) if as_json else print_tags(tags)


@app.command()
def status() -> None:
    """Show the folders and how far the index is."""
    from photosearch.cli.terminal import print_folders

    with _reading() as library:
        print_folders(library)


@app.command()
def problems(
    retry: Annotated[bool, typer.Option("--retry", help="Try these files again.")] = False,
) -> None:
    """List the files that could not be read, why, and what to do."""
    from photosearch.cli.terminal import print_problems, show_progress

    if retry:
        with _writing() as library:
            library.retry_problems()
            show_progress(library.update())
            print_problems(library)
    else:
        with _reading() as library:
            print_problems(library)


@app.command()
def train(
    recipe: Annotated[Path, typer.Argument(help="A recipe; docs/training.md tells what it is.")],
    data: Annotated[Path, typer.Option(help="The folder that the recipe's paths start from.")],
    work: Annotated[Path, typer.Option(help="Where results and checkpoints go.")],
    output: Annotated[
        Path | None, typer.Option(help="Where the pack goes; WORK/pack if not given.")
    ] = None,
    stage: Annotated[
        list[str] | None,
        typer.Option(help="text, probe, image, joint, export or fusion; all if not given."),
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Train a model of your own; a run that was stopped goes on from its checkpoint."""
    from photosearch.cli.train import train as run_training

    run_training(recipe, data, work, output or work / "pack", stage or (), device)


@app.command()
def adapt(
    photos: Annotated[Path, typer.Option(help="A folder or tar file of photos.")],
    captions: Annotated[list[Path], typer.Option(help="A file of `image <tab> caption` lines.")],
    model: Annotated[str, typer.Option(help="The model to start from.")] = BUILTIN_MODEL,
    new_id: Annotated[
        str | None, typer.Option("--id", help="The new model's id; MODEL-adapted if not given.")
    ] = None,
) -> None:
    """Make a new model of an installed one that fits your own photos and captions better."""
    from photosearch.cli.train import print_adaptation, run_adaptation

    models = AppPaths.default().models
    new = new_id or f"{model}-adapted"
    print_adaptation(run_adaptation(models, model, new, photos, captions))


@app.command()
def evaluate(
    data: Annotated[Path, typer.Option(help="A folder or tar file of photos.")],
    captions: Annotated[list[Path], typer.Option(help="A file of `image <tab> caption` lines.")],
    split: Annotated[
        Path | None, typer.Option(help="A file of the photos to use, a name a line.")
    ] = None,
    model: Annotated[str, typer.Option(help="A model's id.")] = BUILTIN_MODEL,
    as_json: AsJson = False,
) -> None:
    """Measure how well a model finds photos by captions, and captions by photos."""
    from photosearch.cli.train import evaluation_json, print_evaluation, run_evaluation
    from photosearch.encoders.registry import Registry

    registry = Registry(AppPaths.default().models)
    result = run_evaluation(registry, model, data, captions, split)
    if as_json:
        print(evaluation_json(result))
    else:
        print_evaluation(result)


@app.command()
def duplicates(
    near: Annotated[
        bool | None,
        typer.Option("--near/--exact", help="Only near-duplicates, or only equal files."),
    ] = None,
    as_json: AsJson = False,
    trash: Annotated[
        bool,
        typer.Option("--trash", help="Move all but the best of each group to the system's trash."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask before moving.")] = False,
) -> None:
    """Find photos that are there twice; --trash takes equal files only, unless --near is said."""
    from photosearch.cli.terminal_duplicates import print_duplicates, trash_duplicates
    from photosearch.library import DuplicateKind

    if near is None:
        kinds = (DuplicateKind.EXACT,) if trash else tuple(DuplicateKind)
    else:
        kinds = (DuplicateKind.NEAR,) if near else (DuplicateKind.EXACT,)
    with _writing() if trash else _reading() as library:
        groups = library.duplicates(kinds)
        if trash:
            trash_duplicates(library, groups, yes, as_json)
        else:
            print_duplicates(groups, as_json)


@app.command()
def restore() -> None:
    """Put back what photosearch moved to the trash last."""
    from photosearch.cli.terminal import show_progress
    from photosearch.cli.terminal_duplicates import print_restored

    with _writing() as library:
        restored = library.restore()
        print_restored(restored)
        show_progress(library.index())
    if restored.failures:
        sys.exit(EXIT_ERROR)


@app.command()
def demo(
    photos: Annotated[
        Path | None, typer.Option(help="A folder of photos to use instead of the samples.")
    ] = None,
) -> None:
    """Index a few sample photos and search them in both languages."""
    from photosearch.cli.demo import run_demo

    run_demo(photos)


@app.command()
def doctor() -> None:
    """Show versions, devices and paths, and check the database."""
    from photosearch.cli.doctor import examine

    if not examine(AppPaths.default()):
        sys.exit(EXIT_ERROR)


@app.command()
def engine() -> None:
    """Serve the window: commands on standard input, events on standard output."""
    sys.exit(run_engine())


@app.command()
def version() -> None:
    """Show the version."""
    print(__version__)


@models_app.command("list")
def list_models() -> None:
    """List the installed models."""
    from photosearch.cli.terminal import print_models
    from photosearch.encoders.registry import Registry
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    print_models(Registry(paths.models), load_settings(paths.settings).model)


@models_app.command("add")
def add_model(
    source: Annotated[
        str, typer.Argument(help="A model's id on the Hugging Face hub, or a local folder.")
    ],
    quantise: Annotated[bool, typer.Option(help="Use 8-bit weights where that is exact.")] = True,
) -> None:
    """Add a CLIP, SigLIP, SigLIP 2 or Chinese-CLIP model."""
    from photosearch.cli.terminal import show_progress
    from photosearch.models.adding import add_model as adding

    ask_the_hub()
    last = show_progress(adding(source, AppPaths.default().models, quantise=quantise))
    if last is not None:
        print(f"Added {last.note}. `photosearch models use {last.note}` makes it answer.")


@models_app.command("use")
def use_model(
    model: ModelId,
    index: Annotated[bool, typer.Option(help="Index all photos with it now.")] = True,
) -> None:
    """Let a model answer; until all photos are indexed with it, the old one does."""
    import msgspec

    from photosearch.cli.terminal import show_progress
    from photosearch.encoders.registry import Registry
    from photosearch.settings import load_settings, save_settings

    paths = AppPaths.default()
    Registry(paths.models).get(model)
    chosen = msgspec.structs.replace(load_settings(paths.settings), model=model)
    save_settings(paths.settings, chosen)
    print(f"{model} answers as soon as all photos are indexed with it.")
    if index and paths.catalogue.exists():
        try:
            with _writing() as library:
                show_progress(library.index())
        except LibraryInUseError:
            print("The open window will index with it when it is next started.")


@models_app.command("remove")
def remove_model(model: ModelId) -> None:
    """Delete a model that was added."""
    from photosearch.encoders.registry import Registry
    from photosearch.errors import ModelError
    from photosearch.settings import load_settings

    paths = AppPaths.default()
    if load_settings(paths.settings).model == model:
        raise ModelError(f"{model} is in use.", "`photosearch models use mini` first.")
    Registry(paths.models).remove(model)
    print(f"Removed {model}.")


@contextmanager
def _writing() -> Iterator[Library]:
    from photosearch.library import Library

    with Library.open(AppPaths.default()) as library:
        _print_notice(library)
        yield library


@contextmanager
def _reading() -> Iterator[Library]:
    from photosearch.library import Library

    with Library.open_to_read(AppPaths.default()) as library:
        _print_notice(library)
        yield library


def _print_notice(library: Library) -> None:
    if library.notice:
        print(library.notice, file=sys.stderr)


def _print_answer(library: Library, answer: Answer, limit: int, as_json: bool) -> None:
    from photosearch.cli.terminal import answer_json, print_answer

    hits = library.hits(answer, 0, limit)
    if as_json:
        print(answer_json(answer, hits))
    else:
        print_answer(answer, hits)


def _print_summary(library: Library) -> None:
    problems = library.problem_count()
    photos = library.searchable()
    print(f"{photos:,} {'photo' if photos == 1 else 'photos'} can be searched.")
    if problems:
        files = "file" if problems == 1 else "files"
        print(f"{problems:,} {files} could not be read: `photosearch problems` tells why.")


if __name__ == "__main__":
    main()
