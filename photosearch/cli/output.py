"""What commands print: whole lines, safe for every terminal, pipe and disk.

File names and metadata come from anywhere. A line ending or an escape sequence in them would forge
lines, or drive the terminal, so each line is made plain here and nowhere else.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from photosearch.cli.language import in_words
from photosearch.errors import PhotosearchError, StorageError

Value = TypeVar("Value")
# C0 and C1 controls, also as bytes that are no text; line and paragraph separators; what turns the
# direction of writing, by which a name can look like another.
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\udc80-\udc9f\u2028-\u202e\u2066-\u2069]")


def tell(*lines: str) -> None:
    """Print lines to standard output.

    Raises:
        StorageError: they can't be written, as on a full disk.
        BrokenPipeError: whoever read them has seen enough.
    """
    _write("".join(f"{one_line(line)}\n" for line in lines))


def tell_piece(piece: str) -> None:
    """Print a piece of a line at once, as it comes; an empty one ends the line.

    Raises:
        StorageError, BrokenPipeError: as for :func:`tell`.
    """
    _write(one_line(piece.replace("\n", " ")) if piece else "\n")
    flush()


def tell_json(value: Any) -> None:
    """Print one JSON value to standard output; what is no plain ASCII travels as escapes.

    Raises:
        StorageError, BrokenPipeError: as for :func:`tell`.
    """
    _write(json.dumps(value, indent=2) + "\n")


def tell_each(found: Sequence[Value], as_json: bool, line: Callable[[Value], str]) -> None:
    """Print a line for each of these values, or all of them as one list in JSON.

    Raises:
        StorageError, BrokenPipeError: as for :func:`tell`.
    """
    import msgspec  # late: most commands print no JSON

    if as_json:
        tell_json(msgspec.to_builtins(list(found), enc_hook=str))  # paths
    else:
        tell(*map(line, found))


def warn(*lines: str) -> None:
    """Print lines to standard error, if there is one."""
    with suppress(OSError):  # nobody is left to be told
        sys.stderr.write("".join(f"{one_line(line)}\n" for line in lines))


def warn_of(error: PhotosearchError) -> None:
    """Print what failed, why, and what to do next to standard error."""
    what = (in_words(error.said, part) for part in ("title", "reason", "advice"))
    title, reason, advice = what
    warn(" ".join(filter(None, (f"{title}: {reason}", advice))))


def flush() -> None:
    """Hand what was printed to whoever reads it.

    Raises:
        StorageError, BrokenPipeError: as for :func:`tell`.
    """
    with _told():
        sys.stdout.flush()


def one_line(text: str) -> str:
    r"""Return a text with its control characters visible, such as ``\n`` and ``\x1b``."""
    return _CONTROL.sub(lambda found: _visible(found[0]), text)


def _visible(control: str) -> str:
    code = ord(control)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no text
        return f"\\x{code - 0xDC00:02x}"
    return ascii(control)[1:-1]


def _write(text: str) -> None:
    with _told():
        sys.stdout.write(text)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _drop_output()
        raise
    except OSError as error:
        _drop_output()
        raise StorageError("output_not_written", error=error.strerror or error) from error


def _drop_output() -> None:
    """Forget what nobody can take any more, so that the interpreter does not try it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
