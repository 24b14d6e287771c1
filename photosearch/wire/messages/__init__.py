"""The wire between window and engine: one JSON object a line, typed and versioned.

The window sends commands to the engine's standard input and reads events from its standard
output. Each message carries its name in ``type``. Lone surrogates (file names that are not valid
Unicode) travel as JSON escapes, so every path survives the journey.

There is a module for each subject, with its commands and its events; here they are together.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

import msgspec

from photosearch.errors import WireError
from photosearch.wire.messages.base import *
from photosearch.wire.messages.duplicates import *
from photosearch.wire.messages.engine import *
from photosearch.wire.messages.folders import *
from photosearch.wire.messages.indexing import *
from photosearch.wire.messages.models import *
from photosearch.wire.messages.people import *
from photosearch.wire.messages.photos import *
from photosearch.wire.messages.questions import *
from photosearch.wire.messages.searches import *

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
