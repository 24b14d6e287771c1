"""People on photos: who they are, and what they are called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from photosearch.cli.arguments import json_option, name, path_argument, person_argument
from photosearch.cli.output import tell, tell_each
from photosearch.cli.session import reading, writing

if TYPE_CHECKING:
    from photosearch.people.pairs import GroupFigures
    from photosearch.wire.values import Person, PersonFace

DLIB: Final = "dlib's models"
# Said when people are switched on.
WHAT_IT_DOES = (
    "Faces are looked for in all photos and videos, and those of the same person are put together.",
    "This is done on this computer, and nothing of it leaves it. Photos are not changed.",
    "`photosearch people off` stops it; `photosearch people forget` removes every trace.",
)


@click.group(invoke_without_command=True)
@click.option("--all", "everybody", is_flag=True, help="Those on one photo only, and hidden ones.")
@json_option
@click.pass_context
def people(context: click.Context, everybody: bool, as_json: bool) -> None:
    """List people: those with a name, then those on several photos.

    In the commands below, PERSON is a name or a number.
    """
    if context.invoked_subcommand is not None:
        return
    with reading() as library:
        found = library.people.all(hidden=everybody)
        shown = [one for one in found if everybody or one.name or one.photos > 1]
        tell_each(shown, as_json, _line)
        if not shown and not as_json:
            runs = any(one.runs for one in library.analysers.all() if one.key == "faces")
            tell(_why_nobody(runs))


@people.command("on")
@click.option("--index/--no-index", default=True, help="Whether to look for faces now.")
def switch_on(index: bool) -> None:
    """Look for faces in all photos and videos, and find out which are of the same person."""
    from photosearch.cli.progress import show_progress
    from photosearch.cli.terminal import looked_for

    with writing() as library:
        library.analysers.switch("faces", True)
        tell(*WHAT_IT_DOES)
        if index:
            show_progress(library.update())
        tell(*(looked_for(one) for one in library.analysers.all() if one.key == "faces"))


@people.command("off")
def switch_off() -> None:
    """Look for faces no longer; who was found stays."""
    with writing() as library:
        library.analysers.switch("faces", False)
        tell("Faces are not looked for any more. Who was found stays.")


@people.command("faces")
@person_argument
@json_option
def list_faces(person: str, as_json: bool) -> None:
    """List the faces of a person, and the photos that they are on."""
    with reading() as library:
        tell_each(library.people.faces(library.people.find(person)), as_json, _face_line)


@people.command("name")
@person_argument
@click.argument("new_name", type=name, metavar="NAME")
def give_name(person: str, new_name: str) -> None:
    """Call a person so; one who is called so already becomes one with them."""
    with writing() as library:
        library.people.name(library.people.find(person), new_name)
        tell(f"{person} is {new_name} now: person:{_quoted(new_name)} finds the photos.")


@people.command("merge")
@person_argument
@click.argument("others", type=name, metavar="PERSON...", nargs=-1, required=True)
def merge(person: str, others: tuple[str, ...]) -> None:
    """Make one person of several."""
    with writing() as library:
        found = [library.people.find(one) for one in (person, *others)]
        library.people.merge(found[0], found[1:])
        tell(f"{person} is one person with {', '.join(others)}.")


@people.command("split")
@person_argument
@click.argument("faces", type=int, metavar="FACE...", nargs=-1, required=True)
def split(person: str, faces: tuple[int, ...]) -> None:
    """Make another person of some of a person's faces: `people faces` lists their numbers."""
    with writing() as library:
        made = library.people.split(library.people.find(person), faces)
        tell(f"They are #{made} now: `photosearch people name {made} NAME` gives a name.")


@people.command("hide")
@person_argument
@click.option("--show", is_flag=True, help="Show them again.")
def hide(person: str, show: bool) -> None:
    """Leave a person out of lists."""
    with writing() as library:
        library.people.hide(library.people.find(person), not show)
        tell(f"{person} is {'shown again' if show else 'hidden'}.")


@people.command("same")
@person_argument
@click.argument("other", type=name, metavar="PERSON")
@click.option("--no", "are_not", is_flag=True, help="They are not: it is not asked again.")
def same(person: str, other: str, are_not: bool) -> None:
    """Tell whether somebody is another person, as the list asks: "may be Anna"."""
    with writing() as library:
        one, two = library.people.find(person), library.people.find(other)
        if are_not:
            library.people.is_not(one, two)
            tell(f"{person} is not {other}.")
        else:
            library.people.merge(two, [one])
            tell(f"{person} is {other}.")


@people.command("model")
@path_argument("folder", "FOLDER", required=False)
@click.option("--builtin", is_flag=True, help="dlib's again.")
@click.option("--index/--no-index", default=True, help="Whether to look at all photos now.")
def model(folder: Path | None, builtin: bool, index: bool) -> None:
    """Tell faces apart by a model of your own: FOLDER, as Immich keeps one; or tell which does.

    FOLDER holds detection/model.onnx and recognition/model.onnx. Photos are looked at anew; names
    stay.
    """
    from photosearch.cli.progress import show_progress

    if folder is None and not builtin:
        with reading() as library:
            tell(f"Faces are told apart by {library.people.model() or DLIB}.")
        return
    with writing() as library:
        tell(f"Faces are told apart by {library.people.use_model(folder) or DLIB} from now on.")
        if index:
            show_progress(library.upkeep.index())


@people.command("evaluate")
@path_argument("labels", "FILE")
@json_option
def evaluate(labels: Path, as_json: bool) -> None:
    """Measure how well people are told apart, by group, on photos of your own.

    FILE has lines of `image <tab> person <tab> group`, each image with one person, several of each;
    a group is whatever you compare: an age, a skin tone. Nothing of it is kept.
    """
    from photosearch.people.pairs import read_portraits

    portraits = read_portraits(labels)
    with reading() as library:
        found = library.people.evaluate(portraits)
    tell_each(found, as_json, _measured_line)


@people.command("forget")
@click.option("--yes", is_flag=True, help="Without asking.")
def forget(yes: bool) -> None:
    """Remove every trace of faces and people, and look for them no longer.

    Names that stand in files stay, there and in searches.
    """
    if not yes:
        click.confirm("Forget all faces, people and the names you gave?", abort=True, err=True)
    with writing() as library:
        library.people.forget()
        tell("All faces and people are forgotten, and are not looked for any more.")


def _face_line(face: PersonFace) -> str:
    from photosearch.wire.clock import clock

    moment = "" if face.at is None else f"  {clock(face.at)}"
    return f"{face.id}  {face.path}{moment}{'' if face.sure else '  (found)'}"


def _measured_line(one: GroupFigures) -> str:
    return (
        f"{one.group or 'everybody'}: {one.people} people,"
        f" a face found in {one.found} of {one.photos} photos;"
        f" the same person told {_share(one.same_told, one.same)},"
        f" others {_share(one.others_told, one.others)}"
    )


def _line(person: Person) -> str:
    photos = "1 photo" if person.photos == 1 else f"{person.photos:,} photos"
    may_be = f", may be {person.may_be_name}" if person.may_be is not None else ""
    hidden = ", hidden" if person.hidden else ""
    return f"#{person.id}  {person.name or 'no name yet'}  {photos}{may_be}{hidden}"


def _share(told: int, pairs: int) -> str:
    return f"{told:,} of {pairs:,} ({told / pairs:.1%})" if pairs else "in no pair"


def _why_nobody(runs: bool) -> str:
    if runs:
        return "Nobody is on several photos. `photosearch people --all` lists everybody."
    return "Faces are not looked for: `photosearch people on` begins it."


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
