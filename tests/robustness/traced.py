"""Runs commands under strace and tells which sockets they opened and where they wrote."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

TRACED = (
    "socket,connect,sendto,sendmsg,sendmmsg,open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,truncate"
)
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (-?\d+)")
_HALF = re.compile(r"^(\d+)\s+(.*) <unfinished \.\.\.>$")
_OTHER_HALF = re.compile(r"^(\d+)\s+<\.\.\. \w+ resumed>(.*)$")
_TALK = ("socket", "connect", "sendto", "sendmsg", "sendmmsg")
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_FOLDER = re.compile(r"^(?:AT_FDCWD|\d+)<([^>]*)>$")


def why_not() -> str:
    """Return why nothing can be traced here, or nothing."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"], capture_output=True
    )
    return "" if done.returncode == 0 else "strace may not trace here"


def tracing(trace: Path) -> list[str]:
    """Return what to put before a command, so that it and its children leave a trace."""
    options = ["-f", "--seccomp-bpf", "-qq", "-y", "-s", "4096"]
    return ["strace", *options, "-e", f"trace={TRACED}", "-o", str(trace)]


def sockets(trace: Path) -> set[str]:
    """Return the families of sockets that were opened, as the system calls them."""
    return {arguments.split(",")[0] for call, arguments in _calls(trace) if call == "socket"}


def reached(trace: Path) -> set[str]:
    """Return the addresses of other machines that something was sent to, or tried to."""
    text = trace.read_text("utf-8", "replace")
    return set(re.findall(r"sa_family=AF_INET6?, [^}]*", text))


def written(trace: Path) -> set[Path]:
    """Return the paths that were opened for writing, made or renamed to."""
    return {path for call in _calls(trace) for path in _written_by(*call)}


def outside(paths: set[Path], own: Sequence[Path]) -> set[Path]:
    """Return those that lie below none of these folders; devices and our own process are none."""
    folders = (*own, Path("/dev"), Path("/proc"))
    return {path for path in paths if not any(path.is_relative_to(folder) for folder in folders)}


def _calls(trace: Path) -> Iterator[tuple[str, str]]:
    """Yield name and arguments of the calls that succeeded."""
    for line in _whole_lines(trace):
        found = _CALL.match(line)
        if found and int(found[3]) >= 0:
            yield found[1], found[2]


def _whole_lines(trace: Path) -> Iterator[str]:
    """Yield lines, those that another process's call tore apart joined again."""
    begun: dict[str, str] = {}
    for line in trace.read_text("utf-8", "replace").splitlines():
        if half := _HALF.match(line):
            begun[half[1]] = line.removesuffix(" <unfinished ...>")
        elif (other := _OTHER_HALF.match(line)) and other[1] in begun:
            yield begun.pop(other[1]) + other[2]
        else:
            yield line


def _written_by(call: str, arguments: str) -> Iterator[Path]:
    if call in _TALK or (call.startswith("open") and not _WRITES.search(arguments)):
        return
    given = re.findall(r'(?:((?:AT_FDCWD|\d+)<[^>]*>), )?"([^"]*)"', arguments)
    moves = call.startswith(("rename", "link", "symlink"))
    for folder, name in given[1:] if moves and len(given) > 1 else given[:1]:
        base = _FOLDER.match(folder)
        yield Path(os.path.normpath((Path(base[1]) if base else Path.cwd()) / name))
