"""The command's process: its standard streams, the signals that end it, and its exit status.

| status | what happened                                                            |
|--------|--------------------------------------------------------------------------|
| 0      | all is done                                                              |
| 1      | it failed; standard error says what, why, and what to do                 |
| 2      | the command line was not understood                                      |
| 129    | ended with the terminal (SIGHUP); what was finished is kept              |
| 130    | stopped by Ctrl-C (SIGINT); what was finished is kept                    |
| 141    | whoever read the output has seen enough, as with `| head`                |
| 143    | ended by the system or `kill` (SIGTERM); what was finished is kept       |
"""

from __future__ import annotations

import codecs
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, NoReturn

import click

from photosearch.cli.output import warn, warn_of
from photosearch.engine.signals import Ended
from photosearch.errors import PhotosearchError, StorageError

OK: Final = 0
FAILED: Final = 1
NOT_UNDERSTOOD: Final = 2
READER_GONE: Final = 141
_LENIENT: Final = "photosearch.cli.lenient"


def prepare_streams() -> None:
    """Make the standard streams take whatever is printed, and be there at all.

    A closed descriptor would be given to the next file that is opened, the database perhaps, and
    all that prints would write into it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free: this one
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    codecs.register_error(_LENIENT, _encodable)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors=_LENIENT)  # type: ignore[union-attr]


def status_of(action: Callable[[], None]) -> int:
    """Do something; return the exit status, after telling on standard error what went wrong."""
    try:
        action()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        return _not_understood(error)
    except Ended as end:
        warn("Stopped. What was finished is kept.")
        return end.status
    except click.Abort:
        warn("Nobody answered: nothing was done.")
        return FAILED
    except BrokenPipeError:
        return READER_GONE
    except PhotosearchError as error:
        warn_of(error)
        return FAILED
    except OSError as error:
        warn_of(_explained(error))
        return FAILED
    return OK


def report_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Print a fault of ours, for whoever mends it; the hook for what nothing else caught."""
    for text in traceback.format_exception(kind, error, trace):
        warn(*text.rstrip("\n").split("\n"))
    warn("This is a fault of photosearch itself. Please report it with the lines above.")


def _not_understood(error: click.UsageError) -> int:
    """Tell of a command line that was not understood; without a command, help is the answer."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        return NOT_UNDERSTOOD
    command = error.ctx.command_path if error.ctx is not None else "photosearch"
    warn(f"Command not understood: {error.format_message()}")
    warn(f"`{command} --help` shows how it is used.")
    return NOT_UNDERSTOOD


def _explained(error: OSError) -> PhotosearchError:
    name = "" if error.filename is None else f"{os.fsdecode(error.filename)}: "
    return StorageError("file_failed", name=name, error=error.strerror or error)


def _encodable(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what stands for one character: a file name's byte is that byte, others an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    one = UnicodeEncodeError(
        error.encoding, error.object, error.start, error.start + 1, error.reason
    )
    if "\udc80" <= error.object[error.start] <= "\udcff":
        return codecs.lookup_error("surrogateescape")(one)
    return codecs.backslashreplace_errors(one)


def end(status: int) -> NoReturn:
    """End the process at once: what the interpreter would tidy up, the system frees sooner.

    Of a search that takes a second, that was a fifth. All that has to be closed is closed by now,
    but for what processes shared: who tidies up after them would tell of it.
    """
    if (shared := sys.modules.get("multiprocessing.util")) is not None:
        shared._run_finalizers(0)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody is left to be told
            stream.flush()
    os._exit(status)
