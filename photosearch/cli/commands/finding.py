"""Finding photos, and being told about them: search, ask, searches, similar, why, describe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from photosearch.cli.ahead import encoder_ahead
from photosearch.cli.arguments import (
    json_option,
    json_version_option,
    limit_option,
    name_option,
    path_argument,
    path_option,
    photo_argument,
    pictures_option,
    words_argument,
)
from photosearch.cli.output import tell, tell_piece, warn
from photosearch.cli.session import reading, reading_if_any, writing
from photosearch.errors import QueryError

if TYPE_CHECKING:
    from photosearch.library import Library
    from photosearch.search.searcher import Answer
    from photosearch.wire.values import SavedSearch


limit_of_photos: Final = limit_option(20, "How many photos to show.")


class SearchCommand(click.Command):
    """The command whose help lists the language's prefixes, when it is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what looks like an option may be a word."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            message = f"{error.format_message()} Words begin with a minus only after `--`."
            raise click.UsageError(message, ctx) from error

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the prefixes after the options."""
        from photosearch.query.language import PREFIXES

        with formatter.section("Filters"):
            formatter.write_dl(
                [
                    (english, f"{p.meaning}  {chinese}")
                    for p in PREFIXES
                    for english, chinese in [p.examples]
                ]
            )


@click.command(cls=SearchCommand)
@words_argument("query", "[WORDS]...", nargs=-1)
@limit_of_photos
@json_option
@json_version_option
@pictures_option
@click.option(
    "--weight",
    type=float,
    multiple=True,
    metavar="WEIGHT",
    help="An --image's weight, in their order; the text's is 1.",
)
@click.option("--sort", type=click.Choice(["relevance", "date"]), help="Order within what matches.")
@name_option("--save", "NAME", "Save the search by this name.")
@name_option("--saved", "NAME", "Ask a saved search again.")
def search(
    query: tuple[str, ...],
    limit: int,
    as_json: bool,
    json_version: str,
    image: tuple[Path, ...],
    weight: tuple[float, ...],
    sort: str | None,
    save: str | None,
    saved: str | None,
) -> None:
    """Find photos by what they show and what is written on them.

    WORDS are what you remember, in English or Chinese; without any, all photos are found, the
    newest first. -word leaves out, "exact words" must be written on the photo. After `--`, words
    may begin with a minus: photosearch search -- beach -people
    """
    from dataclasses import replace
    from itertools import zip_longest

    from photosearch.wire.values import Picture, Question

    if len(weight) > len(image):
        raise click.UsageError("There are more --weight than --image.")
    given = (Picture.of(p, 1.0 if w is None else w) for p, w in zip_longest(image, weight))
    with encoder_ahead(), reading() if save is None else writing() as library:
        before = Question() if saved is None else _saved_search(library, saved)
        question = replace(
            before,
            text=" ".join([before.text, *query]).strip(),
            images=(*before.images, *given),
            sort=sort or before.sort,
        )
        if save is not None:
            library.searches.save(save, question)
        answer = library.search(question, partial=saved is not None)
        _tell_answer(library, answer, limit, as_json, int(json_version))


@click.command()
@words_argument("question", "QUESTION")
@path_option("--photo", "PHOTO", "Ask about this photo alone, of the library or not.")
@json_option
def ask(question: str, photo: Path | None, as_json: bool) -> None:
    """Answer a question about your photos: when, where, who, how many, which, what it says.

    QUESTION is in English or Chinese: "when was I last in Paris?", "去年哪个月照片最多？" With
    a photo, it is about what this one shows: "what colour is the car?", "有几只狗？"
    """
    from photosearch.cli.terminal_ask import print_reply

    with reading() if photo is None else reading_if_any() as library:
        tell = None if as_json else tell_piece
        print_reply(library.ask(question, photo=photo, tell=tell), as_json)


@click.command()
@name_option("--forget", "NAME", "Forget a saved search.")
def searches(forget: str | None) -> None:
    """List the saved searches."""
    from photosearch.cli.terminal import described

    if forget is not None:
        with writing() as library:
            library.searches.forget(_saved_search(library, forget).name)
            tell(f"Forgot {forget}.")
        return
    with reading() as library:
        saved = library.searches.saved()
        for one in saved:
            tell(f"{one.name}: {described(one)}")
        if not saved:
            tell('No search is saved. `photosearch search "…" --save NAME` saves one.')


@click.command()
@photo_argument
@limit_of_photos
@json_option
@json_version_option
def similar(photo: Path, limit: int, as_json: bool, json_version: str) -> None:
    """Find the photos that look most like one, of the library or not."""
    with reading() as library:
        _tell_answer(library, library.similar(photo), limit, as_json, int(json_version))


@click.command()
@words_argument("query", "QUERY")
@photo_argument
@pictures_option
@json_option
@path_option("--heat-map", "FILE", "Write the photo with what matched marked (PNG).")
def why(
    query: str, photo: Path, image: tuple[Path, ...], as_json: bool, heat_map: Path | None
) -> None:
    """Tell why a photo matches: picture or words, which words, and where in the photo.

    PHOTO may be of the library or not; QUERY is what you searched for, "" if only with an --image.
    """
    from photosearch.cli.terminal_why import print_explanation
    from photosearch.search.overlay import write_overlay

    with reading_if_any() as library:
        explanation = library.why(query, photo, images=[(path, 1.0) for path in image])
        print_explanation(explanation, as_json)
        if heat_map is not None:
            write_overlay(explanation, heat_map)


@click.command()
@path_argument("photo", "[PHOTO]", required=False)
@limit_option(10, "How many words.")
@click.option("--own-words", is_flag=True, help="Choose from your photos' own keywords and titles.")
@path_option("--all", "FILE", "Write sentences on all photos to a file, in place of one PHOTO.")
@click.option(
    "--sidecars",
    is_flag=True,
    help="With --all, write them into XMP sidecars, too, marked as made.",
)
@json_option
def describe(
    photo: Path | None, limit: int, own_words: bool, all: Path | None, sidecars: bool, as_json: bool
) -> None:
    """Tell what a photo, of the library or not, shows: a sentence and words, in both languages."""
    if (photo is None) == (all is None):
        raise click.UsageError("Name a PHOTO, or a file for --all.")
    if sidecars and all is None:
        raise click.UsageError("--sidecars goes with --all.")
    if all is not None:
        from photosearch.cli.describe_all import describe_all

        with reading() as library:
            describe_all(library, all, sidecars)
        return
    from photosearch.cli.terminal_why import print_description

    assert photo is not None
    with reading_if_any() as library:
        if not any(library.paths.word_lists.glob("*.npy")):
            warn("Preparing the words for the first time: some seconds.")
        words = library.describe(photo, limit, own_words=own_words)
        print_description(photo, library.caption(photo), words, as_json)


def _saved_search(library: Library, name: str) -> SavedSearch:
    for saved in library.searches.saved():
        if saved.name == name:
            return saved
    raise QueryError("no_such_saved", name=name)


def _tell_answer(library: Library, answer: Answer, limit: int, as_json: bool, version: int) -> None:
    from photosearch.cli.terminal import print_answer

    print_answer(answer, library.hits(answer, 0, limit), as_json, version)
