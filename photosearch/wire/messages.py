"""The wire between window and engine: one JSON object a line, typed and versioned.

The window sends commands to the engine's standard input and reads events from its standard
output. Each message carries its name in ``type``. Lone surrogates (file names that are not valid
Unicode) travel as JSON escapes, so every path survives the journey.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

import msgspec

from photosearch.errors import WireError
from photosearch.said import Said
from photosearch.types import TextLine
from photosearch.wire.values import (
    AnalyserState,
    DuplicateGroup,
    ExtraState,
    FileFailure,
    Folder,
    Hit,
    LeftOut,
    Loosened,
    MatchedWord,
    Month,
    PastSearch,
    Person,
    PersonFace,
    Question,
    Reply,
    SavedSearch,
    Suggestion,
)

PROTOCOL = 4


class Message(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What all messages share."""


# Values ---------------------------------------------------------------------------------------


class QueryPart(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the question: a chip.

    ``kind`` is text, exact, unknown (a prefix that there is not), or the prefix (in, date, before,
    after, camera, lens, type, rating, near, has, is, orientation, sort). ``label`` is its text,
    tidied; taking it for what stands from ``start`` to ``end`` in the typed text (code points, as
    Python counts) changes nothing.
    ``error`` says what is wrong with a part that was left out.
    """

    kind: str
    label: str
    start: int
    end: int
    negated: bool = False
    error: Said | None = None


class ProblemState(msgspec.Struct, frozen=True, kw_only=True):
    """One file that could not be read; ``problem.`` and ``reason`` is the code of what is said.

    ``detail`` says more of it, where more is known. An ``analyser`` could not see it, though the
    photo can be found; ``unseen.`` and its key is the code of what is said of that.
    """

    photo: int
    path: str
    reason: str
    detail: Said | None = None
    analyser: str = ""


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


# Commands: window → engine --------------------------------------------------------------------


class Hello(Message, frozen=True, tag="hello"):
    """Say first of all which protocol is spoken; an engine that speaks another one ends."""

    protocol: int = PROTOCOL


class AddFolder(Message, frozen=True, tag="add_folder"):
    """Add a folder (absolute path) to the library and index it."""

    path: str


class RemoveFolder(Message, frozen=True, tag="remove_folder"):
    """Forget a folder and its photos; files are never touched."""

    folder: int


class Rescan(Message, frozen=True, tag="rescan"):
    """Look at all folders again."""


class ListFolderRules(Message, frozen=True, tag="list_folder_rules"):
    """Ask how folders are looked at; answered by `folder_rules`, as the two that follow are."""


class ExcludeNames(Message, frozen=True, tag="exclude_names"):
    """Leave out files and folders of these names (shell patterns), and no others; look again."""

    patterns: tuple[str, ...]


class WatchFolders(Message, frozen=True, tag="watch_folders"):
    """Watch folders from now on, or no longer."""

    on: bool


class Search(Message, frozen=True, tag="search"):
    """Ask a question; an empty one lists the library, newest first.

    ``request`` is the window's number for it; the latest wins and older ones may never be answered.
    ``count`` rows come with the answer. Pictures that can't be read are left out, and the answer
    says so. A text that is a question about the library gets a reply, too, unless ``asks`` is
    false: then its words are searched for.
    """

    request: int
    question: Question = Question()
    count: int = 200
    asks: bool = True


class LookAtPhotos(Message, frozen=True, tag="look_at_photos"):
    """Let the added model look at the photos of a question's answer; `looked` tells what it says.

    The latest wins: an answer that is under way ends.
    """

    request: int
    question: Question


class AskPhoto(Message, frozen=True, tag="ask_photo"):
    """Ask a question about one photo, of a video about a moment (seconds); `photo_reply` answers.

    The latest wins, also over :class:`LookAtPhotos`.
    """

    request: int
    photo: int
    question: str
    at: float | None = None


class StopLooking(Message, frozen=True, tag="stop_looking"):
    """Want no more of what is said of photos."""


class FetchRows(Message, frozen=True, tag="fetch_rows"):
    """Ask for rows ``start`` … ``start + count`` of the answer to ``request``."""

    request: int
    start: int
    count: int


class FetchTimeline(Message, frozen=True, tag="fetch_timeline"):
    """Ask for the months of the answer to ``request``."""

    request: int


class FindDuplicates(Message, frozen=True, tag="find_duplicates"):
    """Ask for the groups of photos that show the same, at most ``count`` of them."""

    request: int
    exact: bool = True
    near: bool = True
    count: int = 500


class MoveToTrash(Message, frozen=True, tag="move_to_trash"):
    """Move photos and their sidecars to the system's trash, because the user asked for it."""

    photos: tuple[int, ...]


class RestoreFromTrash(Message, frozen=True, tag="restore_from_trash"):
    """Undo a :class:`MoveToTrash`: the one of this token, or the last."""

    token: str = ""


class MakeThumbnail(Message, frozen=True, tag="make_thumbnail"):
    """Make a photo's thumbnail again, after the cache lost it; a video's ``at`` so many seconds."""

    photo: int
    at: float | None = None


class MakePreview(Message, frozen=True, tag="make_preview"):
    """Decode a photo for the preview, where the window itself can't (HEIC, AVIF, CMYK …).

    Of a video, the frame ``at`` so many seconds.
    """

    photo: int
    edge: int = 2048
    at: float | None = None


class MakeClip(Message, frozen=True, tag="make_clip"):
    """Ask for the file that plays a video, or what moves in a live or motion photo."""

    photo: int


class FetchText(Message, frozen=True, tag="fetch_text"):
    """Ask for the lines that were read in a photo."""

    photo: int


class Why(Message, frozen=True, tag="why"):
    """Ask why a photo of the library is in the answer to a question; the latest ask wins."""

    request: int
    photo: int
    question: Question


class MakeCaption(Message, frozen=True, tag="make_caption"):
    """Ask what a photo shows, in a sentence in ``en`` or ``zh``; the latest ask wins.

    Of a video, the moment ``at`` so many seconds.
    """

    request: int
    photo: int
    language: str
    at: float | None = None


class FetchCaptions(Message, frozen=True, tag="fetch_captions"):
    """Ask for the captions of photos that were made before, in ``en`` or ``zh``; none is made."""

    photos: tuple[int, ...]
    language: str


class Pause(Message, frozen=True, tag="pause"):
    """Stop indexing after the running batch."""


class Resume(Message, frozen=True, tag="resume"):
    """Go on indexing."""


class ListProblems(Message, frozen=True, tag="list_problems"):
    """Ask for the problem list."""


class RetryProblems(Message, frozen=True, tag="retry_problems"):
    """Try unreadable photos again: these, or all if empty."""

    photos: tuple[int, ...] = ()


class ListAnalysers(Message, frozen=True, tag="list_analysers"):
    """Ask what is looked for in photos; answered by `analysers`."""


class SwitchAnalyser(Message, frozen=True, tag="switch_analyser"):
    """Look for something from now on, or no longer; answered by `analysers`."""

    analyser: str
    on: bool


class ListExtras(Message, frozen=True, tag="list_extras"):
    """Ask which optional packages there are; answered by `extras`."""


class ListPeople(Message, frozen=True, tag="list_people"):
    """Ask who is on photos; answered by `people`, as the commands on people that follow are.

    ``everybody`` includes nameless people on one photo alone, and those who were hidden.
    """

    everybody: bool = False


class ListFaces(Message, frozen=True, tag="list_faces"):
    """Ask for the faces of a person; answered by `person_faces`."""

    person: int


class NamePerson(Message, frozen=True, tag="name_person"):
    """Call a person so: one who is called so already becomes one with them; empty takes it away."""

    person: int
    name: str


class MergePeople(Message, frozen=True, tag="merge_people"):
    """Make one of several people: the first stays."""

    people: tuple[int, ...]


class SplitPerson(Message, frozen=True, tag="split_person"):
    """Make another person of some of a person's faces."""

    person: int
    faces: tuple[int, ...]


class HidePerson(Message, frozen=True, tag="hide_person"):
    """Leave a person out of lists, or show them again."""

    person: int
    hidden: bool = True


class TellSame(Message, frozen=True, tag="tell_same"):
    """Answer the question whether somebody is another person; it is not asked again."""

    person: int
    other: int
    same: bool


class ForgetPeople(Message, frozen=True, tag="forget_people"):
    """Remove every trace of faces and people, and look for them no longer."""


class Complete(Message, frozen=True, tag="complete"):
    """Ask what the word at the cursor (code points) may become; the latest request wins."""

    request: int
    text: str
    cursor: int


class RememberSearch(Message, frozen=True, tag="remember_search"):
    """Note that a text was asked for good: Enter was pressed, or a hit opened."""

    text: str


class SaveSearch(Message, frozen=True, tag="save_search"):
    """Give a question a name, in place of one that had it; answered by `searches`.

    A picture that was pasted is kept with it.
    """

    search: SavedSearch


class RenameSavedSearch(Message, frozen=True, tag="rename_saved_search"):
    """Give a saved search another name; answered by `searches`."""

    name: str
    new_name: str


class ForgetSavedSearch(Message, frozen=True, tag="forget_saved_search"):
    """Forget a saved search, and what was kept for it; answered by `searches`."""

    name: str


class ForgetSearch(Message, frozen=True, tag="forget_search"):
    """Forget that a text was asked, or all that was if it is empty; answered by `searches`."""

    text: str = ""


class ListSearches(Message, frozen=True, tag="list_searches"):
    """Ask for the saved and the latest searches; answered by `searches`."""


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


class Stop(Message, frozen=True, tag="stop"):
    """Finish the running batch and end."""


Command: TypeAlias = (
    Hello
    | AddFolder
    | RemoveFolder
    | Rescan
    | ListFolderRules
    | ExcludeNames
    | WatchFolders
    | Search
    | LookAtPhotos
    | AskPhoto
    | StopLooking
    | FetchRows
    | FetchTimeline
    | FindDuplicates
    | MoveToTrash
    | RestoreFromTrash
    | MakeThumbnail
    | MakePreview
    | MakeClip
    | FetchText
    | Why
    | MakeCaption
    | FetchCaptions
    | Pause
    | Resume
    | ListProblems
    | RetryProblems
    | ListAnalysers
    | SwitchAnalyser
    | ListExtras
    | ListPeople
    | ListFaces
    | NamePerson
    | MergePeople
    | SplitPerson
    | HidePerson
    | TellSame
    | ForgetPeople
    | Complete
    | RememberSearch
    | SaveSearch
    | RenameSavedSearch
    | ForgetSavedSearch
    | ForgetSearch
    | ListSearches
    | ListModels
    | AddModel
    | PauseModel
    | CancelModel
    | UseModel
    | RemoveModel
    | MeasureModel
    | Stop
)


# Events: engine → window ----------------------------------------------------------------------


class Ready(Message, frozen=True, tag="ready"):
    """The engine answers searches from now on, if it speaks the window's protocol."""

    version: str
    model: str
    protocol: int = PROTOCOL


class Folders(Message, frozen=True, tag="folders"):
    """The folders as they now are."""

    folders: tuple[Folder, ...]


class FolderRules(Message, frozen=True, tag="folder_rules"):
    """How folders are looked at: which names are left out, and whether changes are watched for."""

    excludes: tuple[str, ...]
    watched: bool


class Results(Message, frozen=True, tag="results"):
    """The answer to a search: how many rows it has, and the first of them.

    ``matches`` rows lie above the query's threshold; the rest follow, less certain.
    ``parts`` is what was understood of the text, in the order typed. ``sort`` is relevance or date.
    ``left_out`` are the pictures of the question that the answer goes without. ``searched`` is how
    many photos were looked at: those that the filters let in. Where these are none, ``loosened``
    says what to leave out, what brings most photos first. ``reply`` answers the text where that is
    a question: the first ``matches`` rows are its proof, and ``parts`` are those of its query.
    ``people`` are the names in the text whose photos alone were looked at.
    """

    request: int
    text: str
    total: int
    matches: int
    milliseconds: float
    rows: tuple[Hit, ...]
    note: str = ""
    parts: tuple[QueryPart, ...] = ()
    sort: str = "relevance"
    left_out: tuple[LeftOut, ...] = ()
    searched: int = 0
    loosened: tuple[Loosened, ...] = ()
    reply: Reply | None = None
    people: tuple[str, ...] = ()


class Looked(Message, frozen=True, tag="looked"):
    """A piece of what the added model ``model`` says of photos; the last one ``is_done``."""

    request: int
    piece: str
    model: str = ""
    is_done: bool = False


class PhotoReply(Message, frozen=True, tag="photo_reply"):
    """The answer to a question about a photo; before it, pieces of what an added model says."""

    request: int
    photo: int
    piece: str = ""
    reply: Reply | None = None


class Completions(Message, frozen=True, tag="completions"):
    """What the word at the cursor may become, the likeliest first."""

    request: int
    suggestions: tuple[Suggestion, ...]


class Searches(Message, frozen=True, tag="searches"):
    """The saved searches by name, and the latest, the last asked first."""

    saved: tuple[SavedSearch, ...]
    recent: tuple[PastSearch, ...]


class Rows(Message, frozen=True, tag="rows"):
    """Further rows of an answer."""

    request: int
    start: int
    rows: tuple[Hit, ...]


class Timeline(Message, frozen=True, tag="timeline"):
    """The months of an answer, newest first.

    ``undated`` counts its photos without a date, which come after all months when ordered by date;
    ``undated_matches`` those of them above the threshold.
    """

    request: int
    months: tuple[Month, ...]
    undated: int = 0
    undated_matches: int = 0


class DuplicateGroups(Message, frozen=True, tag="duplicate_groups"):
    """The groups of photos that show the same, those with most to gain first.

    ``total`` counts all groups; ``can_restore`` says whether moving to the trash can be undone from
    here: if not, say so before.
    """

    request: int
    total: int
    groups: tuple[DuplicateGroup, ...]
    can_restore: bool


class MovedToTrash(Message, frozen=True, tag="moved_to_trash"):
    """What was moved to the trash, sidecars too, and what stayed; ``token`` undoes it."""

    token: str
    paths: tuple[str, ...]
    failures: tuple[FileFailure, ...]
    can_restore: bool


class RestoredFromTrash(Message, frozen=True, tag="restored_from_trash"):
    """What is back where it was, and what is not."""

    token: str
    paths: tuple[str, ...]
    failures: tuple[FileFailure, ...]


class Thumbnail(Message, frozen=True, tag="thumbnail"):
    """A thumbnail is (again) at ``path``; empty if the photo can't be read."""

    photo: int
    path: str


class Preview(Message, frozen=True, tag="preview"):
    """A preview JPEG is at ``path``; empty if the photo can't be read."""

    photo: int
    path: str


class Clip(Message, frozen=True, tag="clip"):
    """What plays a photo is at ``path``; empty if nothing does."""

    photo: int
    path: str


class TextRead(Message, frozen=True, tag="text_read"):
    """The lines that were read in a photo, from the top; none if none were."""

    photo: int
    lines: tuple[TextLine, ...]


class Explanation(Message, frozen=True, tag="explanation"):
    """Why a photo matches: what picture, words and literal matches add to its score.

    ``picture_share`` and ``words_share`` are 0–1. ``matched`` are the photo's words that hold some
    of the query's. ``heat`` are the rows of a map over the photo, 0 (cold) to 1 (the strongest);
    empty where the file can't be read. It covers ``frame``: left, top, right and bottom as shares
    of the photo. ``place`` says where the strongest lies (``upper left``, ``middle right``,
    ``centre``, ``everywhere``; ``""`` without a map). ``method`` is exact or occlusion.
    ``probability`` is how likely the photo is what was meant, where the model can tell; it knows of
    texts alone.
    ``pictures`` is how many pictures were asked with, beside the text.
    """

    request: int
    photo: int
    text: str
    picture: float
    words: float
    exact: float
    picture_share: float
    words_share: float
    matched: tuple[MatchedWord, ...] = ()
    heat: tuple[tuple[float, ...], ...] = ()
    frame: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    place: str = ""
    method: str = ""
    probability: float | None = None
    pictures: int = 0


class Caption(Message, frozen=True, tag="caption"):
    """What a photo shows, in a sentence that the program made; empty if it can't tell."""

    request: int
    photo: int
    text: str
    at: float | None = None


class CaptionsMade(Message, frozen=True, tag="captions_made"):
    """Captions of photos that were made before, in the order of the photos."""

    photos: tuple[int, ...]
    texts: tuple[str, ...]


class IndexingProgress(Message, frozen=True, tag="indexing_progress"):
    """How far the index is.

    ``state`` is idle, scanning, indexing, paused or migrating, or what is done later: reading,
    faces, looking for both at once, or captions.
    """

    state: str
    done: int
    total: int
    rate: float
    seconds_left: float | None
    problems: int
    note: str = ""


class LibraryChanged(Message, frozen=True, tag="library_changed"):
    """Photos were added, changed or removed: the last question may have a new answer."""

    photos: int


class Problems(Message, frozen=True, tag="problems"):
    """The problem list."""

    problems: tuple[ProblemState, ...]


class Analysers(Message, frozen=True, tag="analysers"):
    """What is looked for in photos, and how far that is."""

    analysers: tuple[AnalyserState, ...]


class Extras(Message, frozen=True, tag="extras"):
    """The optional packages, those that are installed and those that are not."""

    extras: tuple[ExtraState, ...]


class People(Message, frozen=True, tag="people"):
    """Who is on photos, those with a name first.

    ``others`` counts those who are left out: nameless people on one photo, and hidden ones.
    ``analyser`` says whether faces are looked for, and how far that is.
    """

    people: tuple[Person, ...]
    others: int
    analyser: AnalyserState


class PersonFaces(Message, frozen=True, tag="person_faces"):
    """The faces of a person, the largest first."""

    person: int
    faces: tuple[PersonFace, ...]


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


class Failure(Message, frozen=True, tag="failure"):
    """A command failed, or something happened that the user must know."""

    said: Said
    request: int | None = None


Event: TypeAlias = (
    Ready
    | Folders
    | FolderRules
    | Results
    | Looked
    | PhotoReply
    | Completions
    | Searches
    | Rows
    | Timeline
    | DuplicateGroups
    | MovedToTrash
    | RestoredFromTrash
    | Thumbnail
    | Preview
    | Clip
    | TextRead
    | Explanation
    | Caption
    | CaptionsMade
    | IndexingProgress
    | LibraryChanged
    | Problems
    | Analysers
    | Extras
    | People
    | PersonFaces
    | Models
    | ModelProgress
    | Failure
)


# Codec ----------------------------------------------------------------------------------------


def check_protocol(spoken: int) -> None:
    """Refuse what the other side speaks if it is not what this side does.

    Raises:
        WireError: it speaks another protocol.
    """
    if spoken != PROTOCOL:
        raise WireError("other_protocol", spoken=spoken, protocol=PROTOCOL)


def encode(message: Message) -> bytes:
    """Return the message as one line of ASCII JSON, newline included."""
    plain = msgspec.to_builtins(message, enc_hook=str)  # paths
    return json.dumps(plain, separators=(",", ":")).encode("ascii") + b"\n"


def decode_command(line: bytes) -> Command:
    """Read one command.

    Raises:
        WireError: the line is not JSON, or not a command of this protocol.
    """
    return _decode(line, Command)  # type: ignore[arg-type,return-value]


def decode_event(line: bytes) -> Event:
    """Read one event.

    Raises:
        WireError: the line is not JSON, or not an event of this protocol.
    """
    return _decode(line, Event)  # type: ignore[arg-type,return-value]


def _decode(line: bytes, kind: type[Message]) -> Message:
    try:
        return msgspec.convert(json.loads(line), type=kind, dec_hook=_decoded)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise WireError(
            "no_message", line=repr(line[:80]), protocol=PROTOCOL, error=error
        ) from error


def _decoded(kind: type, value: object) -> Path:
    """Return a value of a type that JSON does not have."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise ValueError(f"{value!r} is no {kind.__name__}")
