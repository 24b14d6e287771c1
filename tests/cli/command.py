"""`photosearch` run as a person runs it, or in this process, which is twenty times as fast."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from photosearch.cli import main


@dataclass(frozen=True)
class Told:
    """What a command printed."""

    stdout: str
    stderr: str


def run(*arguments: str | Path, status: int = 0, answer: str = "") -> Told:
    """Run a command as a process, and answer its question.

    It must end with this status, and without a traceback.
    """
    done = subprocess.run(
        [sys.executable, "-m", "photosearch", *map(str, arguments)],
        capture_output=True,
        input=answer,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=100,
    )
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return Told(done.stdout, done.stderr)


def run_here(*arguments: str | Path, status: int = 0, answer: str = "") -> Told:
    """Run a command in this process, and answer its question; it must end with this status."""
    out, errors = io.StringIO(), io.StringIO()
    with (
        redirect_stdout(out),
        redirect_stderr(errors),
        patch.object(sys, "stdin", io.StringIO(answer)),
    ):
        ended = main.run([str(argument) for argument in arguments])
    assert ended == status, errors.getvalue()
    return Told(out.getvalue(), errors.getvalue())
