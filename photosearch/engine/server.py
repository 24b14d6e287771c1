"""The engine process: commands in on one stream, events out on another, handlers between them."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import BinaryIO

from photosearch import __version__
from photosearch.engine.handler import Handler, failure
from photosearch.engine.models_handler import ModelsHandler
from photosearch.engine.people_handler import PeopleHandler
from photosearch.engine.photo_handlers import (
    CaptionHandler,
    LookHandler,
    PictureHandler,
    ReviewHandler,
    WhyHandler,
)
from photosearch.engine.priority import Questions
from photosearch.engine.search_handlers import EncoderHandler, SearchHandler
from photosearch.engine.searches_handler import SearchesHandler
from photosearch.engine.upkeep_handler import UpkeepHandler
from photosearch.errors import PhotosearchError, WireError
from photosearch.library import Library
from photosearch.paths import make_private
from photosearch.wire import messages

# The engine ends with this status when it has told why it can't run.
EXIT_TOLD_WHY = 3


class EventWriter:
    """Writes events, whole lines only, from any thread."""

    def __init__(self, stream: BinaryIO, gone: Callable[[], None]) -> None:
        self._stream = stream
        self._gone = gone
        self._lock = threading.Lock()

    def __call__(self, event: messages.Event) -> None:
        """Send one event; if nobody listens any more, the engine ends."""
        line = messages.encode(event)
        with self._lock:
            try:
                self._stream.write(line)
                self._stream.flush()
            except (OSError, ValueError):
                self._gone()


def serve(open_library: Callable[[], Library], commands: BinaryIO, events: BinaryIO) -> int:
    """Run the engine until `stop` or the end of its input.

    Returns:
        The exit status: 0, or EXIT_TOLD_WHY if the library can't be opened or the window speaks
        another protocol; the reason went out as an event.
    """
    emit = EventWriter(events, gone=lambda: os._exit(0))
    try:
        library = open_library()
    except PhotosearchError as error:
        emit(failure(error))
        return EXIT_TOLD_WHY
    with library:
        questions = Questions()
        handlers: tuple[Handler, ...] = (
            SearchHandler(library, emit, questions),
            EncoderHandler(library, emit, questions),
            UpkeepHandler(library, emit, questions),
            PictureHandler(library, emit),
            ReviewHandler(library, emit),
            SearchesHandler(library, emit),
            PeopleHandler(library, emit),
            WhyHandler(library, emit),
            CaptionHandler(library, emit),
            LookHandler(library, emit),
            ModelsHandler(library, emit),
        )
        # First of all events: what handlers tell from their own threads comes after it.
        emit(messages.Ready(version=__version__, model=library.settings.model))
        for handler in handlers:
            handler.start()
        status = 0
        try:
            for command in _commands(commands, emit):
                for handler in handlers:
                    if isinstance(command, handler.commands):
                        handler.put(command)
        except WireError as error:
            emit(failure(error))
            status = EXIT_TOLD_WHY
        finally:  # a signal ends it, too
            questions.end()
            for handler in handlers:
                handler.stop()
    return status


def serve_standard_streams(open_library: Callable[[], Library]) -> int:
    """Serve on standard input and output; whatever else prints goes to standard error."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with events:
        return serve(open_library, sys.stdin.buffer, events)


def log_to(path: Path) -> None:
    """Keep the engine's log in a file of at most two megabytes; go without if there can be none."""
    try:
        make_private(path.parent)
        handler = RotatingFileHandler(
            path, maxBytes=1 << 20, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO)


def _commands(lines: BinaryIO, emit: EventWriter) -> Iterator[messages.Command]:
    """Yield commands until `stop` or the end; a line that is none gets an error event.

    Raises:
        WireError: the other side says that it speaks another protocol.
    """
    for line in lines:
        try:
            command = messages.decode_command(line)
        except PhotosearchError as error:
            emit(failure(error))
            continue
        match command:
            case messages.Stop():
                return
            case messages.Hello(protocol=protocol):
                messages.check_protocol(protocol)
            case _:
                yield command
